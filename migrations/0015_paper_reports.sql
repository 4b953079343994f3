-- A report that came on paper, entered by the plan office for its unit from the signed scan (rule 5 of docs/glossary.md).
alter table report
  add column entered_by_unit_id uuid references unit,
  add column paper_number text,
  add column paper_issued_on date,
  add column paper_received_on date,
  add column paper_signer text,
  add column paper_file_id uuid references stored_file;
create index report_paper_file on report (paper_file_id) where paper_file_id is not null;
