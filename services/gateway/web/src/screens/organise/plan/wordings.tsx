import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import { api, type Schemas } from "../../../api/client";
import { LANGUAGES } from "../../../app/language";
import { Card } from "../../../parts/card";
import { Trouble } from "../../../parts/trouble";
import { Waiting } from "../../../parts/waiting";
import { Frame } from "../frame";
import frame from "../frame.module.css";
import { usePlanNames } from "./names";
import { PlanTabs } from "./plan-tabs";
import { Wording } from "./wording";

/** What is said in one's own words, looked at before it is said. */
export default function Wordings() {
  const { t } = useTranslation("organise");
  return (
    <Frame title={t("wordings.title")} lead={t("wordings.lead")}>
      {(scope) => (
        <div className={frame.stack}>
          <PlanTabs scope={scope} />
          <All />
        </div>
      )}
    </Frame>
  );
}

function All() {
  const { data, error, refetch } = api.useQuery("get", "/v1/programme/wordings");
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  return <Choice all={data.data} />;
}

function Choice({ all }: { all: Schemas["Wordable"][] }) {
  const { t, i18n } = useTranslation("organise");
  const { messageOf } = usePlanNames();
  const [wanted, setWanted] = useState("");
  const [search, setSearch] = useSearchParams();
  const language = new Intl.DisplayNames(i18n.language, { type: "language" });
  const template = all.find((one) => one.template === search.get("template"))?.template ?? all[0]?.template;
  const locale =
    LANGUAGES.find((one) => one === search.get("language")) ?? LANGUAGES.find((one) => one === i18n.language) ?? "en";
  const choose = (part: Record<string, string>) =>
    setSearch((before) => new URLSearchParams({ ...Object.fromEntries(before), ...part }), { replace: true });
  const fits = (name: string) => name.toLowerCase().includes(wanted.trim().toLowerCase());
  const found = all
    .filter((one) => one.template === template || fits(messageOf(one.template)))
    .sort((one, other) => messageOf(one.template).localeCompare(messageOf(other.template), i18n.language));
  const nameOf = ({ template, own }: Schemas["Wordable"]) =>
    own.length ? t("wordings.own", { name: messageOf(template) }) : messageOf(template);
  if (!template) return null;
  return (
    <>
      <Card title={t("wordings.choose")}>
        <div className={frame.fields}>
          <TextInput label={t("wordings.filter")} value={wanted} onChange={(event) => setWanted(event.target.value)} />
          <NativeSelect
            label={t("wordings.message", { count: found.length })}
            value={template}
            onChange={(event) => choose({ template: event.target.value })}
            data={found.map((one) => ({ value: one.template, label: nameOf(one) }))}
          />
          <NativeSelect
            label={t("wordings.language")}
            value={locale}
            onChange={(event) => choose({ language: event.target.value })}
            data={LANGUAGES.map((one) => ({ value: one, label: language.of(one) ?? one }))}
          />
        </div>
      </Card>
      <Wording key={`${template} ${locale}`} template={template} locale={locale} />
    </>
  );
}
