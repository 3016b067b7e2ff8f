#!/bin/sh
# First start of PostgreSQL: the roles, a password for each that logs in, and the database.
# Each password is the content of the secret named after its role. Safe to run again.
set -eu
secrets=${SECRETS_DIR:-/run/secrets}
roles_sql=${ROLES_SQL:-/etc/nova/roles.sql}

sql() {
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres "$@"
}

sql --file="$roles_sql"

for role in nova_owner nova_loader nova_api nova_bi; do
  password=$(cat "$secrets/$role")
  if [ -z "$password" ]; then
    echo "roles.sh: the secret $role is empty" >&2
    exit 1
  fi
  # psql reads the secret itself: what stands on a command line can be read by other processes.
  sql --set=role="$role" <<SQL
\set password \`cat "$secrets/$role"\`
ALTER ROLE :"role" LOGIN PASSWORD :'password';
SQL
done

sql <<'SQL'
SELECT 'CREATE DATABASE nova OWNER nova_owner TEMPLATE template0 ENCODING ''UTF8'''
WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = 'nova') \gexec
SQL
