-- One row, the version of the data, while the session lives and its active user is as remembered.
SELECT (SELECT version FROM support.v_data_version) AS data_version
FROM support.user_sessions AS session
JOIN support.users AS bearer ON bearer.user_id = session.user_id
WHERE session.session_id = %(bearer_session_id)s
  AND session.revoked_at IS NULL
  AND session.expires_at > now()
  AND bearer.user_id = %(bearer_user_id)s
  AND bearer.active
  AND bearer.token_version = %(bearer_token_version)s
  AND bearer.role = %(bearer_role)s
  AND bearer.scoped = %(bearer_scoped)s
  AND bearer.username = %(bearer_username)s
