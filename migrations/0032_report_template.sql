-- What a plan asks of its units in a report: sections and fields of an entry, as versions. A round keeps the version it was opened with.
create table report_template (
  id uuid primary key,
  plan_id uuid not null references plan,
  version integer not null,
  content jsonb not null,
  note text not null default '',
  saved_by uuid references person,
  saved_at timestamptz not null,
  unique (plan_id, version)
);

alter table round add column template_id uuid references report_template; -- null: the sections of the domain and no further fields

-- What was entered in the further fields, by their keys; what differs tenfold from the last report.
alter table entry add column field_values jsonb not null default '{}';
alter table entry add column is_outlying boolean not null default false;

-- "Không phát sinh": the unit says that there was nothing, which is not the same as an empty section.
alter table report_section add column is_none boolean not null default false;
