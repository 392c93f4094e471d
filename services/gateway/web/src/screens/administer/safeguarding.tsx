import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { api, http, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { useEdit } from "../../parts/edit";
import { EditConflict } from "../../parts/edit-conflict";
import { Form } from "../../parts/form";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Tag } from "../../parts/tag";
import { Trouble } from "../../parts/trouble";

type Shown = Schemas["ShownSafeguarding"];
type Help = Schemas["HelpInWords"];

const LANGUAGES = ["en", "de"] as const;

/** Whom people can turn to who is not their employer. */
export function Safeguarding() {
  const { t, i18n } = useTranslation("administer");
  const reread = useReread();
  const { data, error, refetch } = api.useQuery("get", "/v1/safeguarding");
  const { draft, write, theirs, save, leave } = useEdit<Shown, Help>({
    version: data?.version,
    words: () => t("help.said"),
    send: (help, version) =>
      sent(http.PUT("/v1/safeguarding", { params: { header: { "If-Match": version } }, body: { help } })),
    reread: () => reread("/v1/safeguarding"),
  });
  if (error && !data) return <Trouble error={error} retry={refetch} />;
  if (!data) return null;
  const stands = (shown: Shown): Help => ({ en: shown.help["en"] ?? "", de: shown.help["de"] ?? "" });
  return (
    <Card title={t("help.title")} aside={<Tag tone={data.is_own ? "good" : "learn"}>{t(data.is_own ? "help.own" : "help.house")}</Tag>}>
      <p className={plain.quiet}>{t("help.text")}</p>
      {!draft && (
        <>
          <p>{data.help[i18n.language] ?? data.help["en"]}</p>
          <div>
            <Button variant="default" onClick={() => write(data.is_own ? stands(data) : { en: "", de: "" })}>
              {t(data.is_own ? "change" : "help.name")}
            </Button>
          </div>
        </>
      )}
      {draft && theirs && (
        <EditConflict
          fields={LANGUAGES.map((language) => ({
            name: t(language === "en" ? "english" : "german"),
            theirs: stands(theirs)[language],
            mine: draft[language],
            take: () => write({ ...draft, [language]: stands(theirs)[language] }),
          }))}
          keepMine={() => save(draft)}
          takeTheirs={leave}
        />
      )}
      {draft && (
        <Form send={() => save(draft)} close={leave}>
          {LANGUAGES.map((language) => (
            <Textarea
              key={language}
              autoFocus={language === "en"}
              required
              withAsterisk={false}
              maxLength={500}
              rows={3}
              lang={language}
              label={t(language === "en" ? "english" : "german")}
              value={draft[language]}
              onChange={(event) => write({ ...draft, [language]: event.currentTarget.value })}
            />
          ))}
        </Form>
      )}
    </Card>
  );
}
