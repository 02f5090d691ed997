-- Imports of projects and activities (docs/decisions/0063): a file that waits for a word, then the record of what it did, with what each
-- row was before, so that it can be taken back.
create table work_import (
    id text not null primary key,
    organization_id text not null references organization (id) on delete cascade,
    person_id text,
    at bigint not null,
    file_name text not null,
    content bytea,
    done bigint not null,
    created bigint not null,
    changed bigint not null,
    undone_at bigint
);
create index work_import_by_time on work_import (organization_id, done, at);
create index work_import_waiting on work_import (done, at);

create table work_import_change (
    import_id text not null references work_import (id) on delete cascade,
    kind text not null,
    work_id text not null,
    before text,
    version bigint not null,
    primary key (import_id, work_id)
);
create index work_import_change_work on work_import_change (work_id);
