-- All that somebody wrote is read page by page: two posts of one moment stand in an order too.
drop index post_author;
create index post_author on post (author_id, created_at, id);
