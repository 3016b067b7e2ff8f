"""Values that a request should not hold."""

INJECTIONS = (
    "' OR '1'='1", "1 OR 1=1", "1; SELECT pg_sleep(5)", "1' AND pg_sleep(5)--", "\" OR \"\"=\"",
    "1) UNION SELECT password_hash FROM support.users--", "'; DROP TABLE core.dim_item; --",
    "$$; SELECT 1; $$", "1/**/OR/**/1=1", "%27%20OR%201=1", "\\'; --", "admin'--",
    "item_id; DELETE FROM support.users", "-(SELECT 1)", "{{7*7}}", "${jndi:ldap://x}",
)  # fmt: skip
NUMBERS = (
    "NaN",
    "Infinity", "-Infinity", "-1", "-0", "0x10", "1e309", "2147483648", "9223372036854775808",
    "1" + "0" * 25, "9" * 5000, "1.5", "1,5", "٣", "１", "1_000", "+1", " 1", "1 ", "true", "null",
)  # fmt: skip
DATES = (
    "2026-02-30", "0000-01-01", "10000-01-01", "-0001-01-01", "2026-13-01", "01/02/2026", "today",
    "2026-01-01T00:00:00Z", "infinity", "epoch", "2026-W01-1", "9999-12-31", "0001-01-01",
)  # fmt: skip
TEXTS = (
    "", " ", "\x00", "a\x00b", "\r\nSet-Cookie: a=b", "😀",
    "\u202e", "\ufeff", "\uffff", "İ", "ß" * 300, "x" * 10_000, "%", "_", "\\",
    "../../etc/passwd", "..%2f..%2fetc/passwd", "file:///etc/passwd", "http://127.0.0.1/", "[]",
    "{}", "[object Object]", "undefined", "__proto__", "id__gt", ",", ",,,", "A," * 5000, "*",
    "<script>alert(1)</script>", "=cmd|'/c calc'!A0",
)  # fmt: skip
PAYLOADS = (*INJECTIONS, *NUMBERS, *DATES, *TEXTS)
