-- A plan lives on: versions by legal document, plans that replace others, plans beside and below it.

alter table document
  add column external_ref text,
  add column note text,
  add column registered_at timestamptz not null default now(),
  add column registered_by uuid references person,
  -- number and notation as they are compared: two documents of one issuer with the same key are probably one
  add column reference_key text generated always as (lower(regexp_replace(coalesce(number, '') || '/' || coalesce(notation, ''), '\s', '', 'g'))) stored;
create index document_reference on document (reference_key);
create index document_issued on document (issued_on desc nulls last);

-- A relation names a document in words; it is linked when that document is in the register too.
alter table document_relation add column target_id uuid references document;
create index document_relation_target on document_relation (target_id);

create table document_file (
  id uuid primary key,
  document_id uuid not null references document,
  stored_file_id uuid not null references stored_file,
  title text not null,
  attached_at timestamptz not null,
  attached_by uuid references person,
  removed_at timestamptz
);
create index document_file_document on document_file (document_id);
create index document_file_file on document_file (stored_file_id);

alter table plan
  add column kind text not null default 'decision' check (kind in ('decision', 'annual')),
  add column parent_plan_id uuid references plan,
  add column year integer,
  add column superseded_on date,
  add column superseded_by_plan_id uuid references plan,
  add column undone_on date; -- an import taken back before work had started on it
create index plan_parent on plan (parent_plan_id);

-- One version for each legal document that changes the plan; the first is the document that ordered it. A draft changes nothing;
-- a version that is recorded comes into force on its day (applied_at).
create table plan_version (
  id uuid primary key,
  plan_id uuid not null references plan,
  number integer not null,
  state text not null default 'draft' check (state in ('draft', 'recorded', 'discarded')),
  document_id uuid not null references document,
  effective_on date not null,
  summary text not null default '',
  created_at timestamptz not null,
  created_by uuid references person,
  recorded_at timestamptz,
  recorded_by uuid references person,
  applied_at timestamptz,
  version integer not null default 1
);
create unique index plan_version_number on plan_version (plan_id, number) where state <> 'discarded';
create index plan_version_document on plan_version (document_id);
create index plan_version_due on plan_version (effective_on) where state = 'recorded' and applied_at is null;

-- What the document of a version orders, one row for each sentence of it.
create table plan_change (
  id uuid primary key,
  plan_version_id uuid not null references plan_version,
  position integer not null,
  kind text not null check (kind in ('change', 'add', 'drop', 'merge', 'split')),
  subject text not null check (subject in ('task', 'indicator')),
  subject_id uuid,        -- null for what is added
  other_ids uuid[] not null default '{}', -- merged into the subject
  patch jsonb not null default '{}',
  note text not null default '',
  proposal_id uuid,
  unique (plan_version_id, position)
);

-- The facts of a task from a version on, in full; a version without a row for a task left it as it was.
create table task_version (
  task_id uuid not null references task,
  plan_version_id uuid not null references plan_version,
  facts jsonb not null,
  primary key (task_id, plan_version_id)
);
create index task_version_version on task_version (plan_version_id);
create table indicator_version (
  indicator_id uuid not null references indicator,
  plan_version_id uuid not null references plan_version,
  facts jsonb not null,
  primary key (indicator_id, plan_version_id)
);
create index indicator_version_version on indicator_version (plan_version_id);
alter table indicator add column retired_on date, add column version integer not null default 1;

-- The deadline that a task had before the one in force: what was completed by then is judged by it (rule 7 of docs/glossary.md).
alter table task
  add column earlier_deadline jsonb,
  add column deadline_since date;

-- Which tasks go on in which: rows of an annex, tasks that an amending decision merged or split.
alter table task_replacement rename to task_succession;
alter table task_succession rename column provisional_task_id to from_task_id;
alter table task_succession rename column task_id to to_task_id;
alter table task_succession
  add column kind text not null default 'annex' check (kind in ('annex', 'merge', 'split', 'carryOver')),
  add column plan_version_id uuid references plan_version;
create index task_succession_to on task_succession (to_task_id);

-- A plan that replaces another: for each old task the new one that carries it on, or none, as a person confirmed it.
create table carry_over (
  old_task_id uuid primary key references task,
  new_plan_id uuid not null references plan,
  new_task_id uuid references task,
  decided_at timestamptz not null,
  decided_by uuid references person
);
create index carry_over_new on carry_over (new_plan_id);

-- Tasks of different plans that are about the same work.
create table task_link (
  from_task_id uuid not null references task,
  to_task_id uuid not null references task,
  kind text not null check (kind in ('carriesOut', 'contributes')),
  created_at timestamptz not null,
  created_by uuid references person,
  primary key (from_task_id, to_task_id)
);
create index task_link_to on task_link (to_task_id);

-- Plans taken in before versions were kept: what they hold today is their first version.
insert into plan_version (id, plan_id, number, state, document_id, effective_on, created_at, recorded_at, applied_at)
select gen_random_uuid(), id, 1, 'recorded', document_id, started_on, now(), now(), now() from plan;

create function task_facts(of_task uuid) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'groupId', task.task_group_id, 'groupCode', task_group.code, 'groupTitle', task_group.title, 'parentId', task.parent_id,
    'code', task.code, 'title', task.title, 'product', task.product,
    'deadline', jsonb_build_object('text', task.deadline_text, 'meaning', task.deadline_meaning, 'from', task.deadline_from, 'to', task.deadline_to),
    'funding', task.funding, 'note', task.note,
    'leads', coalesce(duties.leads, '[]'::jsonb), 'coordinating', coalesce(duties.coordinating, '[]'::jsonb),
    'isProvisional', task.is_provisional, 'droppedOn', task.dropped_on, 'retiredOn', task.retired_on)
  from task
  join task_group on task_group.id = task.task_group_id
  left join lateral (
    select jsonb_agg(part.target order by part.position) filter (where part.duty = 'lead') as leads,
      jsonb_agg(part.target order by part.position) filter (where part.duty = 'coordinating') as coordinating
    from (
      select task_duty.duty, task_duty.position,
        case when task_duty.unit_id is null
          then jsonb_build_object('unitGroupId', task_duty.unit_group_id, 'name', unit_group.name)
          else jsonb_build_object('unitId', task_duty.unit_id, 'name', unit.name) end as target
      from task_duty
      left join unit on unit.id = task_duty.unit_id
      left join unit_group on unit_group.id = task_duty.unit_group_id
      where task_duty.task_id = task.id
    ) part
  ) duties on true
  where task.id = of_task
$$;
create function indicator_facts(of_indicator uuid) returns jsonb language sql stable as $$
  select jsonb_build_object('code', code, 'title', title, 'unitOfMeasure', unit_of_measure, 'targets', targets, 'leads', lead_texts,
    'retiredOn', retired_on)
  from indicator where id = of_indicator
$$;

insert into task_version (task_id, plan_version_id, facts)
select task.id, plan_version.id, task_facts(task.id) from task join plan_version on plan_version.plan_id = task.plan_id;
insert into indicator_version (indicator_id, plan_version_id, facts)
select indicator.id, plan_version.id, indicator_facts(indicator.id)
from indicator join plan_version on plan_version.plan_id = indicator.plan_id;

-- Documents entered before the register existed are found in it too, without diacritics like all that is searched.
insert into search_entry (kind, subject_id, title, folded)
select 'document', id, concat_ws(' – ', number || '/' || notation, nullif(title, '')),
  trim(regexp_replace(translate(lower(normalize(concat_ws(' ', number || '/' || notation, title, issuer), NFC)),
    'àáảãạâầấẩẫậăằắẳẵặèéẻẽẹêềếểễệĕìíỉĩịîĭòóỏõọôồốổỗộŏơờớởỡợùúủũụûŭưừứửữựỳýỷỹỵŷđ',
    'aaaaaaaaaaaaaaaaaeeeeeeeeeeeeiiiiiiioooooooooooooooooouuuuuuuuuuuuuyyyyyyd'), '[^a-z0-9]+', ' ', 'g'))
from document
on conflict do nothing;
