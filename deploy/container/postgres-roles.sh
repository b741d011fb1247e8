#!/bin/sh
# Makes the two roles and the database of rx12 on a fresh PostgreSQL server: the one that owns, for commands, and the one that serves.
# The image of PostgreSQL runs it once, with POSTGRES_USER; by hand: PGHOST=… POSTGRES_USER=postgres RX12_DB_OWNER_PASSWORD=… RX12_DB_PASSWORD=… sh postgres-roles.sh
set -eu
psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner_password="$RX12_DB_OWNER_PASSWORD" -v password="$RX12_DB_PASSWORD" <<'SQL'
create role rx12_owner login password :'owner_password';
create role rx12 login password :'password';
create database rx12 owner rx12_owner encoding 'UTF8' locale 'C' template template0;
revoke all on database rx12 from public;
grant connect on database rx12 to rx12;
SQL
