// Node with amqplib and MongoDB's own driver.
const amqp = require('amqplib');
const { MongoClient } = require('mongodb');

const QUEUE = 'bench';

async function main() {
  const { BENCH_AMQP_URL, BENCH_MONGO_URL, BENCH_DATABASE } = process.env;
  const client = await new MongoClient(BENCH_MONGO_URL).connect();
  const options = { writeConcern: { w: 'majority', journal: true } };
  const documents = client.db(BENCH_DATABASE).collection('documents', options);
  const channel = await (await amqp.connect(BENCH_AMQP_URL)).createChannel();
  await channel.prefetch(200);
  await channel.assertQueue(QUEUE, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  await channel.consume(QUEUE, async (message) => {
    const { id, org, data } = JSON.parse(message.content);
    await documents.updateOne({ _id: id }, { $setOnInsert: { ...data, org } }, { upsert: true });
    channel.ack(message);
  });
}

main();
