-- A report can be due at a clock time; a round can be asked for outside the calendar, with questions of its own and for chosen units.
alter table round add column due_time text check (due_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'); -- the last minute on time; null: the whole day
alter table round add column kind text not null default 'calendar' check (kind in ('calendar', 'request'));
alter table round add column request text;
alter table round add column requested_by uuid references person;
alter table round add column closed_at timestamptz;
alter table round add column close_reason text;

-- So many days before the units' day the program opens the round by itself; null: by hand.
alter table plan add column rounds_open_before integer check (rounds_open_before between 1 and 120);

create table round_question (
  id uuid primary key,
  round_id uuid not null references round,
  position integer not null,
  label text not null,
  hint text not null default '',
  kind text not null check (kind in ('text', 'number', 'yesNo', 'choice')),
  choices jsonb not null default '[]',
  unit_of_measure text,
  is_required boolean not null default true,
  unique (round_id, position)
);

create table report_answer (
  report_id uuid not null references report,
  question_id uuid not null references round_question,
  value text not null,
  version integer not null default 1,
  edited_by uuid references person,
  edited_at timestamptz not null,
  primary key (report_id, question_id)
);

-- A later day for one report, asked for with a reason and decided by the plan office (rule 7).
create table report_extension (
  id uuid primary key,
  report_id uuid not null references report,
  until_on date not null,
  reason text not null,
  asked_by uuid references person,
  asked_at timestamptz not null,
  state text not null default 'asked' check (state in ('asked', 'granted', 'refused', 'withdrawn')),
  decided_by uuid references person,
  decided_at timestamptz,
  decision text,
  version integer not null default 1
);
create unique index report_extension_open on report_extension (report_id) where state = 'asked';
create unique index report_extension_once on report_extension (report_id) where state = 'granted';
create index report_extension_report on report_extension (report_id);
