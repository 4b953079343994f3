-- Units propose changes of indicators as they do of tasks: another target, a new indicator, one that is given up.
alter table amendment_proposal
  add column subject text not null default 'task' check (subject in ('task', 'indicator')),
  add column indicator_id uuid references indicator, -- null for a task, and for an indicator that should be added
  add constraint amendment_proposal_subject check (
    case subject when 'task' then indicator_id is null else task_id is null and kind <> 'extend' end);
create index amendment_proposal_indicator on amendment_proposal (indicator_id) where indicator_id is not null;
