-- When people of a unit worked on its report: spans, no single actions. Each action is a span of the length after which a person counts as
-- away (work-time.ts); spans that touch become one. The order in which actions arrive does not matter.
create table report_work (
  report_id uuid not null references report,
  person_id uuid not null references person,
  spans tstzmultirange not null,
  primary key (report_id, person_id)
);
