-- Who is told of what is narrowed to the sites that each may see.
GRANT SELECT (scoped) ON support.users TO nova_loader;
GRANT SELECT ON support.v_user_sites TO nova_loader;
