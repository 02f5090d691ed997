-- On which pages of a document its terms stand, in parts by their first letter: model::search packs and reads it.
create table document_concordance (
    number bigint not null,
    initial text collate "C" not null,
    packed bytea not null,
    primary key (number, initial)
)
-- What is packed is not worth packing again, nor putting aside.
with (toast_tuple_target = 8160);

-- It takes the place of an index of pages. That of documents is made anew: what is not in it is put in when the server starts.
drop table page_fts;
drop table document_fts;

-- The terms are kept as a text, which takes a third of the room of their vector; the vector stands in the index alone. A list of what
-- is to be put into the index later would have to be read by every search.
create table document_fts (
    number bigint not null primary key,
    terms text not null
);
create index document_fts_terms on document_fts using gin (array_to_tsvector(string_to_array(terms, ' '))) with (fastupdate = off);

-- The planner takes it for cheap to read all rows, for it does not count that each has a long value to take apart.
create function documents_with(query text) returns bigint[] language sql stable set enable_seqscan = off set jit = off as $$
    select array_agg(number) from document_fts where array_to_tsvector(string_to_array(terms, ' ')) @@ query::tsquery
$$;
