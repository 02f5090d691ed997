-- Search of the forum. Each post has a number in the index, in the order in which posts were written.
alter table post add column serial bigint;
create unique index post_serial on post (serial);
update post set serial = ranked.place from (select id, row_number() over (order by created_at, id) as place from post) ranked
    where ranked.id = post.id;

-- The engine's own index: the terms of a post, and those of a title, each with marks of where it stands.
create virtual table post_fts using fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii");
create virtual table topic_fts using fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii");
create trigger post_gone after delete on post begin
    delete from post_fts where rowid = old.serial;
end;
create trigger topic_gone after delete on topic begin
    delete from topic_fts where rowid = old.number;
end;

-- Topics whose posts the index must be told again, from after this number: they stand in another space, or are older than the index.
create table topic_unindexed (
    topic_id text not null primary key references topic (id) on delete cascade,
    done bigint not null
);
insert into topic_unindexed (topic_id, done) select id, 0 from topic;
