import { Button, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, http, problemOf, type Schemas } from "../../../api/client";
import { Card } from "../../../parts/card";
import { useEdit } from "../../../parts/edit";
import { Meanwhile } from "../../../parts/meanwhile";
import { sent } from "../../../parts/sent";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import frame from "../frame.module.css";

type Shown = Schemas["WordingShown"];
type Words = Schemas["OwnWords"];

const PARTS = ["title", "text", "action", "why"] as const;
const EMPTY: Words = { title: "", text: "", action: "", why: "" };
const PAUSE_MS = 600;

interface OneProps {
  template: string;
  locale: string;
}

/** One message in one language: the house's words, one's own, and how they read. */
export function Wording(one: OneProps) {
  const { data, error, refetch } = api.useQuery("get", "/v1/programme/wordings/{template}/{locale}", {
    params: { path: { ...one } },
  });
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  return <Editor shown={data} reread={refetch} />;
}

function Editor({ shown, reread }: { shown: Shown; reread: () => Promise<unknown> }) {
  const { t } = useTranslation("organise");
  const client = useQueryClient();
  const edit = useEdit();
  const { template, locale, version = 0 } = shown;
  const path = { template, locale };
  const [words, setWords] = useState<Words>(shown.own ?? EMPTY);
  const [isLate, setLate] = useState(false);
  const [settled] = useDebouncedValue(words, PAUSE_MS);
  const isWhole = PARTS.every((part) => settled[part].trim());
  const preview = useQuery({
    queryKey: ["wording-preview", template, locale, settled],
    enabled: isWhole,
    retry: false,
    queryFn: () =>
      sent(http.POST("/v1/programme/wordings/{template}/{locale}/preview", { params: { path }, body: settled })),
  });

  const say = async (send: () => Promise<Shown | undefined>, said: string) => {
    await edit({
      words: said,
      send: async () => {
        const after = await send();
        setWords(after?.own ?? EMPTY);
        setLate(false);
      },
      late: () => setLate(true),
    });
    await client.invalidateQueries({ queryKey: ["get", "/v1/programme/wordings"] });
    await reread();
  };
  const header = { "If-Match": `"${version}"` };
  const save = () =>
    say(
      () => sent(http.PUT("/v1/programme/wordings/{template}/{locale}", { params: { path, header }, body: words })),
      t("wordings.said"),
    );
  const reset = () =>
    say(
      () => sent(http.DELETE("/v1/programme/wordings/{template}/{locale}", { params: { path, header } })),
      t("wordings.said-house"),
    );

  return (
    <>
      {isLate && (
        <Meanwhile keepMine={save} takeTheirs={() => (setWords(shown.own ?? EMPTY), setLate(false))}>
          <Message words={shown.own ?? shown.house} />
        </Meanwhile>
      )}
      <div className={frame.columns}>
        <Card title={t("wordings.yours")}>
          <form className={frame.stack} onSubmit={(event) => (event.preventDefault(), void save())}>
            {PARTS.map((part) => {
              const field = {
                label: t(`wordings.parts.${part}`),
                required: true,
                value: words[part],
                onChange: ({ target }: { target: { value: string } }) => setWords({ ...words, [part]: target.value }),
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
