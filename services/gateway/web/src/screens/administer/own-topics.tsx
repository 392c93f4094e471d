import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { api, http, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useEdit } from "../../parts/edit";
import { EditConflict } from "../../parts/edit-conflict";
import { Form } from "../../parts/form";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Trouble } from "../../parts/trouble";

type Shown = Schemas["OwnTopics"];
type Term = Schemas["TopicTerm"];

interface Line {
  /** For React: the name is what is written. */
  key: string;
  name: string;
  german: string;
  /** As it is written: with commas between. */
  also: string;
}

function lineOf({ name, german = "", also = [] }: Term): Line {
  return { key: crypto.randomUUID(), name, german, also: also.join(", ") };
}

function termOf({ name, german, also }: Line): Term {
  const others = also.split(",").map((one) => one.trim()).filter(Boolean);
  return { name: name.trim(), german: german.trim(), also: others };
}

/** Topics that only this organisation has, and what its people call those of the house. */
export function OwnTopics() {
  const { t } = useTranslation("administer");
  const reread = useReread();
  const { data, error, refetch } = api.useQuery("get", "/v1/topics/own");
  const { draft, write, theirs, save, leave } = useEdit<Shown, Line[]>({
    version: data?.version,
    words: () => t("topics.said"),
    send: (lines, version) => {
      const terms = lines.map(termOf).filter(({ name }) => name);
      return sent(http.PUT("/v1/topics/own", { params: { header: { "If-Match": version } }, body: { terms } }));
    },
    reread: () => reread("/v1/topics/own"),
  });
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return null;
  const terms = data.terms ?? [];
  const said = (all: readonly Term[]) =>
    all.map(({ name, german, also = [] }) => [name, german, ...also].filter(Boolean).join(" = ")).join("\n");
  return (
    <Card title={t("topics.title")}>
      <p className={plain.quiet}>{t("topics.text")}</p>
      {draft && theirs && (
        <EditConflict
          fields={[{ name: t("topics.title"), theirs: said(theirs.terms ?? []), mine: said(draft.map(termOf)) }]}
          keepMine={() => save(draft)}
          takeTheirs={leave}
        />
      )}
      {draft ? (
        <Form send={() => save(draft)} close={leave}>
          {draft.map((line, number) => (
            <Row
              key={line.key}
              line={line}
              number={number + 1}
              change={(changed) => write(draft.map((one) => (one.key === line.key ? changed : one)))}
              remove={() => write(draft.filter((one) => one.key !== line.key))}
            />
          ))}
          <div>
            <Button variant="default" onClick={() => write([...draft, lineOf(EMPTY_TERM)])}>
              {t("topics.add")}
            </Button>
          </div>
        </Form>
      ) : (
        <>
          {terms.length === 0 && <p>{t("topics.none")}</p>}
          <ul className={plain.rows}>
            {terms.map(({ name, german, also = [] }) => (
              <li key={name} className={plain.row}>
                <div className={plain.what}>
                  <strong>{name}</strong>
                  <span>{[german, ...also].filter(Boolean).join(", ")}</span>
                </div>
              </li>
            ))}
          </ul>
          <div>
            <Button variant="default" onClick={() => write(terms.length ? terms.map(lineOf) : [lineOf(EMPTY_TERM)])}>
              {t(terms.length ? "change" : "topics.add")}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
}

const EMPTY_TERM: Term = { name: "" };

interface RowProps {
  line: Line;
  number: number;
  change: (line: Line) => void;
  remove: () => void;
}

function Row({ line, number, change, remove }: RowProps) {
  const { t } = useTranslation("administer");
  return (
    <div className={plain.beside} role="group" aria-label={t("topics.number", { number })}>
      <TextInput
        autoFocus={!line.name}
        maxLength={80}
        label={t("topics.name")}
        value={line.name}
        onChange={(event) => change({ ...line, name: event.currentTarget.value })}
      />
      <TextInput
        maxLength={80}
        label={t("topics.german")}
        value={line.german}
        onChange={(event) => change({ ...line, german: event.currentTarget.value })}
      />
      <TextInput
        label={t("topics.also")}
        value={line.also}
        onChange={(event) => change({ ...line, also: event.currentTarget.value })}
      />
      <Button variant="default" aria-label={t("topics.remove-which", { name: line.name || number })} onClick={remove}>
        {t("topics.remove")}
      </Button>
    </div>
  );
}
