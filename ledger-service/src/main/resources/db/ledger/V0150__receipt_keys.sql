-- The keys that receipts are signed with. Public keys stay for ever, so that an old receipt can be verified. The private
-- key of one that was made here is there until a newer one takes its place; that of a configured one is never here.
create table receipt_key (
    id          text        primary key,
    public_key  bytea       not null,
    private_key bytea,
    created_at  timestamptz not null default clock_timestamp()
);
comment on column receipt_key.id is 'The JWK thumbprint (RFC 7638) of the public key.';
comment on column receipt_key.public_key is 'The 32 bytes of the point (RFC 8032).';
comment on column receipt_key.private_key is 'PKCS #8.';
