-- On which pages of a document its terms stand, in parts by their first letter: model::search packs and reads it.
create table document_concordance (
    number bigint not null,
    initial text not null,
    packed blob not null,
    primary key (number, initial)
);

-- It takes the place of an index of pages; that of documents also knows the beginnings of words. What is not in it is put in
-- when the server starts.
drop table page_fts;
drop table document_fts;
create virtual table document_fts using fts5 (terms, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = "ascii");
