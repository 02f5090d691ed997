// A server that speaks S3, for the length of a test run: `node bucket.mjs FOLDER PORT`.
import S3rver from "@20minutes/s3rver";

const [directory, port] = process.argv.slice(2);
await new S3rver({
  address: "127.0.0.1",
  port: Number(port),
  directory,
  silent: true,
  configureBuckets: [{ name: "musoya" }],
}).run();
