-- Search of the forum. Each post has a number in the index, in the order in which posts were written.
alter table post add column serial bigint;
create unique index post_serial on post (serial);
update post set serial = ranked.place from (select id, row_number() over (order by created_at, id) as place from post) ranked
    where ranked.id = post.id;

-- The engine's own index: the terms of a post, and those of a title, each with marks of where it stands. Its column is called as
-- SQLite calls it, so that both are written with the same statements.
create table post_fts (
    rowid bigint not null primary key references post (serial) on delete cascade,
    terms text not null
);
create index post_fts_terms on post_fts using gin (array_to_tsvector(string_to_array(terms, ' ')));
create table topic_fts (
    rowid bigint not null primary key references topic (number) on delete cascade,
    terms text not null
);
create index topic_fts_terms on topic_fts using gin (array_to_tsvector(string_to_array(terms, ' ')));

-- Topics whose posts the index must be told again, from after this number: they stand in another space, or are older than the index.
create table topic_unindexed (
    topic_id text not null primary key references topic (id) on delete cascade,
    done bigint not null
);
insert into topic_unindexed (topic_id, done) select id, 0 from topic;
