create table unit (
  id uuid primary key,
  code text unique,
  name text not null,
  kind text not null check (kind in ('province', 'agency', 'department', 'commune', 'party', 'front', 'enterprise', 'other')),
  parent_id uuid references unit,
  obligation text not null default 'must' check (obligation in ('must', 'invited')),
  is_confirmed boolean not null default true, -- false: the name is expected, but no source confirms it
  note text,
  started_on date not null,
  ended_on date,
  ended_reason text,
  position integer not null default 0,
  version integer not null default 1
);

create table unit_alias (
  unit_id uuid not null references unit,
  name text not null,
  folded text not null,
  primary key (unit_id, folded)
);
create index unit_alias_folded on unit_alias (folded);

create table unit_group (
  id uuid primary key,
  name text not null unique,
  version integer not null default 1
);
create table unit_group_member (
  unit_group_id uuid not null references unit_group,
  unit_id uuid not null references unit,
  primary key (unit_group_id, unit_id)
);

create table person (
  id uuid primary key,
  user_id text unique references auth."user",
  name text not null,
  email text not null unique,
  position text,
  folded text not null, -- name and address as they are searched
  ended_on date,
  ended_reason text,
  version integer not null default 1
);
create index person_folded on person using gin (folded gin_trgm_ops);

create table seat (
  id uuid primary key,
  person_id uuid not null references person,
  role text not null check (role in ('reporter', 'head', 'planOffice', 'director', 'confirmer', 'leadership', 'finance', 'homeAffairs', 'inspector', 'administrator')),
  unit_id uuid not null references unit,
  from_on date not null,
  to_on date,
  is_acting boolean not null default false,
  ended_reason text,
  version integer not null default 1
);
create index seat_person on seat (person_id);
create index seat_unit on seat (unit_id);

create table invitation (
  id uuid primary key,
  person_id uuid not null references person,
  token_hash text not null unique,
  sent_by text not null check (sent_by in ('mail', 'link')),
  removes_second_factor boolean not null default false, -- for a person who lost the telephone
  expires_at timestamptz not null,
  accepted_at timestamptz,
  voided_at timestamptz, -- a later invitation took its place
  created_at timestamptz not null
);
create index invitation_person on invitation (person_id);

-- Mail that waits for, or went through, the mail server; without SMTP settings administrators read it on a page.
create table outgoing_mail (
  id uuid primary key,
  message_id text not null unique,
  recipient text not null,
  subject text not null,
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed')),
  attempts integer not null default 0,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index outgoing_mail_created on outgoing_mail (created_at);

-- What an uploaded workbook says, kept between its dry run and the confirmation; forgotten after a day.
create table held_import (
  id uuid primary key,
  person_id uuid not null references person,
  kind text not null,
  content jsonb not null,
  created_at timestamptz not null
);
create index held_import_created on held_import (created_at);
