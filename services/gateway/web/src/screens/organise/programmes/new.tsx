import "@mantine/core/styles/Input.css";
import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { api, http, once, type Schemas } from "../../../api/client";
import { useMe } from "../../../app/session";
import { useUndo } from "../../../app/undo";
import { Card } from "../../../parts/card";
import { useInWords } from "../../../parts/in-words";
import { sent } from "../../../parts/sent";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import { useWhen } from "../../../parts/when";
import { Frame } from "../frame";
import frame from "../frame.module.css";
import { draftOf, STAGES, writtenOf, type Draft } from "./draft";
import { Fields } from "./fields";
import classes from "./programmes.module.css";

type Template = Schemas["TemplateShown"];

const DAY_MS = 24 * 60 * 60 * 1000;

/** A programme in one form: a template says all of it, and everything can be said otherwise. */
export default function New() {
  const { t } = useTranslation("organise");
  return (
    <Frame title={t("programmes.new")} lead={t("programmes.new-lead")}>
      {() => <Begin />}
    </Frame>
  );
}

function Begin() {
  const { data, error, refetch } = api.useQuery("get", "/v1/programme-templates");
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  const first = data?.data[0];
  return data && first ? <Form templates={data.data} first={first} /> : <Waiting />;
}

function Form({ templates, first }: { templates: Template[]; first: Template }) {
  const { t } = useTranslation(["organise", "programmes"]);
  const inWords = useInWords();
  const me = useMe();
  const [, go] = useLocation();
  const client = useQueryClient();
  const undo = useUndo();
  const [template, setTemplate] = useState(first);
  const [draft, setDraft] = useState<Draft>(draftOf(first.settings));
  const [startsAt, setStartsAt] = useState(new Date(Date.now() + 7 * DAY_MS).toISOString().slice(0, 10));
  const [key, setKey] = useState(once);
  const [isBusy, setBusy] = useState(false);
  const change = (part: Partial<Draft>) => (setDraft({ ...draft, ...part }), setKey(once()));
  const choose = (chosen: Template) => {
    setTemplate(chosen);
    setDraft(draftOf(chosen.settings));
    setKey(once());
  };

  const make = async (event: React.FormEvent) => {
    event.preventDefault();
    setBusy(true);
    let made: Schemas["ProgrammeShown"] | undefined;
    const isDone = await undo.now({
      words: t("programmes.said-made"),
      send: async () => {
        made = await sent(
          http.POST("/v1/programmes", {
            params: { header: { "Idempotency-Key": key } },
            body: {
              ...writtenOf(draft),
              template: template.template as Schemas["NewProgramme"]["template"],
              organiser_ids: [me.person_id],
              ...(draft.mode === "cohort" ? { starts_at: new Date(startsAt).toISOString(), ends_at: null } : {}),
            },
          }),
        );
      },
    });
    setBusy(false);
    await client.invalidateQueries({ queryKey: ["get", "/v1/programmes"] });
    if (isDone && made) go(`/organise/programmes/${made.programme_id}`);
  };

  return (
    <form className={frame.stack} onSubmit={make}>
      <fieldset className={frame.group}>
        <legend>{t("programmes.template")}</legend>
        <div className={classes.templates}>
          {templates.map((one) => (
            <label key={one.template} className={classes.template}>
              <input
                type="radio"
                name="template"
                value={one.template}
                checked={one.template === template.template}
                onChange={() => choose(one)}
              />
              <span>
                <strong>{inWords(one.settings.called)}</strong>
                <span className={frame.small}>{inWords(one.about)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <Card title={t("programmes.settings")}>
        {draft.mode === "cohort" && (
          <div className={frame.fields}>
            <TextInput
              type="date"
              required
              label={t("programmes.starts")}
              value={startsAt}
              onChange={({ target }) => (setStartsAt(target.value), setKey(once()))}
            />
            <LaidOut template={template} startsAt={startsAt} />
          </div>
        )}
        <Fields draft={draft} change={change} isNew />
      </Card>
      <div className={frame.deeds}>
        <Button type="submit" loading={isBusy}>
          {t("programmes.make")}
        </Button>
        <span className={frame.quiet}>{t("programmes.make-hint")}</span>
      </div>
    </form>
  );
}

/** When its stages begin, as the template lays them out. */
function LaidOut({ template, startsAt }: { template: Template; startsAt: string }) {
  const { t } = useTranslation("programmes");
  const { day } = useWhen();
  const start = new Date(startsAt).getTime();
  if (Number.isNaN(start) || template.stage_days.length === 0) return null;
  const before = (number: number) => template.stage_days.slice(0, number).reduce((all, days) => all + days, 0);
  return (
    <ul className={frame.plain}>
      {STAGES.map((stage, number) => (
        <li key={stage}>
          {t(`stages.${stage}`)}: {day(new Date(start + before(number) * DAY_MS))}
        </li>
      ))}
    </ul>
  );
}
