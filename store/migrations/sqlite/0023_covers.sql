-- A picture that stands for the document is a file of it too, with words for those who do not see it.
alter table document_file add column cover bigint not null default 0;
alter table document_file add column description text;

-- What one person keeps on the disk is counted.
alter table document_file add column sent_by text references person (id) on delete set null;
update document_file set sent_by = (
    select p.id from document d join person p on p.id = d.entered_by where d.id = document_file.document_id
);
create index document_file_sent_by on document_file (sent_by);
