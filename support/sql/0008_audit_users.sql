-- Who may log in is audited by the table itself, so that no program can leave it out: the admin, a command
-- and psql all write the same row. Who does it, the program tells in the setting nova.audit, for the length
-- of its transaction; a connection that tells nothing is named by nova.actor, else by its database role.

-- What the audit log tells of a user: never the password.
CREATE FUNCTION support.audited_user(account support.users) RETURNS JSONB
LANGUAGE sql IMMUTABLE
AS $$
  SELECT jsonb_build_object(
    'username', account.username,
    'email', account.email,
    'role', account.role,
    'is_active', account.active
  )
$$;

-- Fields of one object whose values the other has not.
CREATE FUNCTION support.other_fields(given JSONB, other JSONB) RETURNS JSONB
LANGUAGE sql IMMUTABLE
AS $$
  SELECT coalesce(jsonb_object_agg(field.key, field.value), '{}'::JSONB)
  FROM jsonb_each(given) AS field
  WHERE field.value IS DISTINCT FROM other -> field.key
$$;

-- One audit row for each user that was made, changed or removed. A password that was replaced ends its
-- sessions by a new token_version; one that a login hashes anew, since the hasher changed, does not.
CREATE FUNCTION support.audit_user() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, support, pg_temp
AS $$
DECLARE
  told JSONB := coalesce(nullif(current_setting('nova.audit', TRUE), ''), '{}')::JSONB;
  account support.users := coalesce(NEW, OLD);
  old_fields JSONB := CASE WHEN TG_OP <> 'INSERT' THEN support.audited_user(OLD) ELSE '{}' END;
  new_fields JSONB := CASE WHEN TG_OP <> 'DELETE' THEN support.audited_user(NEW) ELSE '{}' END;
  was JSONB := support.other_fields(old_fields, new_fields);
  became JSONB := support.other_fields(new_fields, old_fields);
  details JSONB := '{}';
BEGIN
  IF was <> '{}' THEN
    details := details || jsonb_build_object('before', was);
  END IF;
  IF became <> '{}' THEN
    details := details || jsonb_build_object('after', became);
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.password_hash <> OLD.password_hash AND details <> '{}' THEN
    details := details || jsonb_build_object('password', 'replaced');
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.scoped <> OLD.scoped AND NOT told ? 'scope' THEN
    details := details || jsonb_build_object('scoped', NEW.scoped);
  END IF;
  IF TG_OP = 'UPDATE' AND details = '{}' AND NEW.password_hash = OLD.password_hash THEN
    RETURN NULL;
  END IF;
  INSERT INTO support.audit_logs (
    actor, action, entity_type, entity_id, entity_key, details, request_id, ip_address, user_agent
  )
  VALUES (
    coalesce(told ->> 'actor', nullif(current_setting('nova.actor', TRUE), ''), 'db:' || session_user),
    CASE
      WHEN TG_OP = 'INSERT' THEN 'USER_CREATED'
      WHEN TG_OP = 'DELETE' THEN 'USER_REMOVED'
      WHEN details = '{}' AND NEW.token_version = OLD.token_version THEN 'PASSWORD_REHASHED'
      WHEN details = '{}' THEN 'PASSWORD_CHANGED'
      ELSE 'USER_CHANGED'
    END,
    'user', account.user_id, account.username, details,
    told ->> 'request_id', (told ->> 'ip_address')::INET, told ->> 'user_agent'
  );
  RETURN NULL;
END
$$;

GRANT CREATE ON SCHEMA support TO nova_audit;
ALTER FUNCTION support.audit_user() OWNER TO nova_audit;
REVOKE CREATE ON SCHEMA support FROM nova_audit;

CREATE TRIGGER audit_user AFTER INSERT OR DELETE
  OR UPDATE OF username, email, password_hash, role, active, scoped ON support.users
  FOR EACH ROW EXECUTE FUNCTION support.audit_user();
