import { Button, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, http, problemOf, type Schemas } from "../../../api/client";
import { useUndo } from "../../../app/undo";
import { Card } from "../../../parts/card";
import { useEdit } from "../../../parts/edit";
import { EditConflict } from "../../../parts/edit-conflict";
import { useReread } from "../../../parts/reread";
import { sent } from "../../../parts/sent";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import frame from "../frame.module.css";

type Shown = Schemas["WordingShown"];
type Words = Schemas["OwnWords"];

const PARTS = ["title", "text", "action", "why"] as const;
const EMPTY: Words = { title: "", text: "", action: "", why: "" };
const PAUSE_MS = 600;
const ONE = "/v1/programme/wordings/{template}/{locale}";

interface OneProps {
  template: string;
  locale: string;
}

/** One message in one language: the house's words, one's own, and how they read. */
export function Wording(one: OneProps) {
  const { data, error, refetch } = api.useQuery("get", ONE, { params: { path: { ...one } } });
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  return <Editor shown={data} />;
}

function Editor({ shown }: { shown: Shown }) {
  const { t } = useTranslation("organise");
  const reread = useReread();
  const undo = useUndo();
  const { template, locale, version = 0 } = shown;
  const path = { template, locale };
  const rereadAll = () => reread("/v1/programme/wordings", ONE);
  const { draft, write, theirs, save, leave } = useEdit<Shown, Words>({
    version,
    words: () => t("wordings.said"),
    send: (body, version) => sent(http.PUT(ONE, { params: { path, header: { "If-Match": version } }, body })),
    reread: rereadAll,
  });
  const words = draft ?? shown.own ?? EMPTY;
  const [settled] = useDebouncedValue(words, PAUSE_MS);
  const isWhole = PARTS.every((part) => settled[part].trim());
  const preview = useQuery({
    queryKey: ["wording-preview", template, locale, settled],
    enabled: isWhole,
    retry: false,
    queryFn: () => sent(http.POST(`${ONE}/preview`, { params: { path }, body: settled })),
  });

  const reset = async () => {
    const header = { "If-Match": `"${version}"` };
    const send = () => sent(http.DELETE(ONE, { params: { path, header } }));
    if (await undo.now({ words: t("wordings.said-house"), send })) leave();
    await rereadAll();
  };

  return (
    <>
      {draft && theirs && (
        <EditConflict
          fields={PARTS.map((part) => {
            const there = (theirs.own ?? theirs.house)[part];
            const take = () => write({ ...draft, [part]: there });
            return { name: t(`wordings.parts.${part}`), theirs: there, mine: draft[part], take };
          })}
          keepMine={() => save(draft)}
          takeTheirs={leave}
        />
      )}
      <div className={frame.columns}>
        <Card title={t("wordings.yours")}>
          <form className={frame.stack} onSubmit={(event) => (event.preventDefault(), void save(words))}>
            {PARTS.map((part) => {
              const field = {
                label: t(`wordings.parts.${part}`),
                required: true,
                value: words[part],
                onChange: ({ target }: { target: { value: string } }) => write({ ...words, [part]: target.value }),
              };
              return part === "text" ? (
                <Textarea key={part} rows={6} maxLength={4000} {...field} />
              ) : (
                <TextInput key={part} maxLength={300} {...field} />
              );
            })}
            {shown.variables.length > 0 && (
              <p className={frame.small}>
                {t("wordings.variables")} <code>{shown.variables.map((name) => `{{ ${name} }}`).join(" ")}</code>
              </p>
            )}
            <div className={frame.deeds}>
              <Button type="submit">{t("wordings.save")}</Button>
              {shown.own && (
                <Button variant="default" onClick={reset}>
                  {t("wordings.house")}
                </Button>
              )}
            </div>
          </form>
        </Card>
        <Card title={t(isWhole && preview.data ? "wordings.preview" : "wordings.as-house")}>
          {preview.error ? <p role="alert">{problemOf(preview.error).detail}</p> : null}
          <Message words={(isWhole && preview.data) || shown.house} />
          <p className={frame.small}>{t("wordings.made-up")}</p>
        </Card>
      </div>
    </>
  );
}

/** As its reader finds it. */
export function Message({ words }: { words: Words }) {
  return (
    <div className={frame.message}>
      <h3>{words.title}</h3>
      <p>{words.text}</p>
      <p>
        <span className={frame.tag} data-on>
          {words.action}
        </span>
      </p>
      <p className={frame.small}>{words.why}</p>
    </div>
  );
}
