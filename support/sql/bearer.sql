-- One row when the session lives and its active user's tokens are of this version, else none.
SELECT
  session.session_id,
  session.user_id,
  session.refresh_jti,
  session.expires_at,
  bearer.user_id,
  bearer.username,
  bearer.email,
  bearer.role,
  bearer.active,
  bearer.scoped,
  bearer.token_version,
  (SELECT version FROM support.v_data_version) AS data_version
FROM support.user_sessions AS session
JOIN support.users AS bearer ON bearer.user_id = session.user_id
WHERE session.session_id = %(session_id)s
  AND session.revoked_at IS NULL
  AND session.expires_at > now()
  AND bearer.user_id = %(user_id)s
  AND bearer.active
  AND bearer.token_version = %(token_version)s
