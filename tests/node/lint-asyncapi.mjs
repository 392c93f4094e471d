// Prints what the parser of AsyncAPI's own makers finds in a document, examples of messages against their schemas with it.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const found = await new Parser().validate(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(found.map(({ code, message, path }) => ({ code, message, path: path.join("/") }))));
