-- Documents, their files and what was made of them, collections, shelves, and the index of full texts.
create table document (
    id text not null primary key,
    slug text not null unique,
    -- Its number in the index of full texts.
    number bigint not null unique,
    title text not null,
    summary text,
    kind text not null,
    publisher_id text not null references organization (id) on delete cascade,
    issued text,
    licence text not null,
    audience text not null,
    state text not null,
    link text,
    written text,
    replaces_id text,
    -- Why a proposal went back to her who made it.
    remark text,
    example bigint not null,
    entered_by text,
    created_at bigint not null,
    updated_at bigint not null,
    published_at bigint,
    version bigint not null
);
create index document_publisher on document (publisher_id);

create table document_domain (
    document_id text not null references document (id) on delete cascade,
    position bigint not null,
    term_id text not null,
    primary key (document_id, position)
);

create table document_region (
    document_id text not null references document (id) on delete cascade,
    position bigint not null,
    region text not null,
    primary key (document_id, position)
);

create table document_language (
    document_id text not null references document (id) on delete cascade,
    position bigint not null,
    language text not null,
    primary key (document_id, position)
);

create table document_author (
    document_id text not null references document (id) on delete cascade,
    position bigint not null,
    name text not null,
    primary key (document_id, position)
);

-- A file that somebody sent: what a document is made of (no language), or a summary to listen to (in a language).
create table document_file (
    id text not null primary key,
    document_id text not null references document (id) on delete cascade,
    language text,
    name text not null,
    kind text not null,
    blob text not null,
    bytes bigint not null,
    pages bigint,
    duration_ms bigint,
    width bigint,
    height bigint,
    has_text bigint,
    -- The queue of the workshop.
    progress text not null,
    attempts bigint not null,
    due_at bigint not null,
    problem text
);
create index document_file_document on document_file (document_id);
create index document_file_blob on document_file (blob);
create index document_file_due on document_file (progress, due_at);

create table file_variant (
    file_id text not null references document_file (id) on delete cascade,
    role text not null,
    page bigint not null,
    kind text not null,
    blob text not null,
    bytes bigint not null,
    width bigint,
    height bigint,
    duration_ms bigint,
    primary key (file_id, role, page)
);
create index file_variant_blob on file_variant (blob);

-- A page of a document as text, and the whole of a text written here as page 0.
create table document_page (
    number bigint not null,
    page bigint not null,
    text text not null,
    primary key (number, page)
);

-- Words as they occur in documents, for "did you mean": read from the front and from the back.
create table document_word (
    word text not null primary key,
    backward text not null,
    readable text not null
);
create index document_word_backward on document_word (backward);

-- The engine's own index: the terms of a whole document, and those of each page.
create virtual table document_fts using fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii");
create virtual table page_fts using fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii");

create table shelf (
    person_id text not null references person (id) on delete cascade,
    document_id text not null references document (id) on delete cascade,
    kept_at bigint not null,
    primary key (person_id, document_id)
);
create index shelf_document on shelf (document_id);

create table collection (
    id text not null primary key,
    slug text not null unique,
    title text not null,
    summary text,
    publisher_id text not null references organization (id) on delete cascade,
    published bigint not null,
    example bigint not null,
    created_at bigint not null,
    updated_at bigint not null,
    version bigint not null
);

create table collection_document (
    collection_id text not null references collection (id) on delete cascade,
    position bigint not null,
    document_id text not null references document (id) on delete cascade,
    primary key (collection_id, position)
);

-- A file on its way, piece by piece.
create table upload (
    id text not null primary key,
    person_id text not null references person (id) on delete cascade,
    name text not null,
    bytes bigint not null,
    created_at bigint not null,
    touched_at bigint not null
);

-- The second one is the number that the last document got in the index of full texts; none is given twice.
insert into counter (name, value) values ('library', 1), ('document', 0);
