// A platform written in another language: its events by the CloudEvents SDK, over HTTPS and AMQP, in every mode, twice.
import amqp from "amqplib";
import { CloudEvent, HTTP } from "cloudevents";

const { GATEWAY, API_KEY, AMQP_URL, EXCHANGE, RUN } = process.env;
const BATCH = "application/cloudevents-batch+json";

const joined = (mode) => {
  const person_id = `${RUN}-${mode}`;
  return new CloudEvent({
    id: person_id,
    source: "https://hr.example.org",
    type: "bothways.PersonJoined.v1",
    org: "acme",
    data: { person_id, name: `Zoë ${mode}`, email: `${person_id}@example.org` },
  });
};

const post = async ({ headers, body }) => {
  const sent = await fetch(`${GATEWAY}/v1/events`, {
    method: "POST",
    headers: { ...headers, Authorization: `Bearer ${API_KEY}` },
    body,
  });
  if (sent.status !== 202) throw new Error(`${sent.status}: ${await sent.text()}`);
  return (await sent.json()).data.map((item) => item.status);
};

const overHttp = async () => [
  ...(await post(HTTP.structured(joined("http-structured")))),
  ...(await post(HTTP.binary(joined("http-binary")))),
  ...(await post({
    headers: { "content-type": BATCH },
    body: JSON.stringify([joined("batch-one"), joined("batch-two")]),
  })),
];

// The SDK speaks no AMQP: its messages are put into one as they are, headers and body.
const publish = (channel, { headers, body }) => {
  const { "content-type": contentType, ...attributes } = headers;
  channel.publish(EXCHANGE, "anything", Buffer.from(body), { contentType, headers: attributes, persistent: true });
};

const overAmqp = async () => {
  const connection = await amqp.connect(AMQP_URL);
  const channel = await connection.createConfirmChannel();
  publish(channel, HTTP.structured(joined("amqp-structured")));
  publish(channel, HTTP.binary(joined("amqp-binary")));
  await channel.waitForConfirms();
  await connection.close();
};

const first = await overHttp();
const again = await overHttp();
await overAmqp();
await overAmqp();
console.log(`ready ${JSON.stringify({ first, again })}`);
setInterval(() => {}, 1000); // stays until its test has seen it
