import "@mantine/core/styles/Input.css";
import { Button, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { api, http, type Schemas } from "../../api/client";
import { Card } from "../../parts/card";
import { Conflict } from "../../parts/conflict";
import { has, useEditing } from "../../parts/editing";
import plain from "../../parts/plain.module.css";
import { useReread } from "../../parts/reread";
import { sent } from "../../parts/sent";
import { Tag } from "../../parts/tag";
import { Trouble } from "../../parts/trouble";

type Shown = Schemas["ShownSafeguarding"];
type Help = Schemas["HelpInWords"];

/** Whom people can turn to who is not their employer. */
export function Safeguarding() {
  const { t, i18n } = useTranslation("administer");
  const reread = useReread();
  const { data, error, refetch } = api.useQuery("get", "/v1/safeguarding");
  const { draft, write, theirs, save, leave } = useEditing<Shown, Help>({
    words: t("help.said"),
    isShown: has<Shown>("help", "version"),
    send: async (help, version) => {
      await sent(http.PUT("/v1/safeguarding", { params: { header: { "If-Match": version } }, body: { help } }));
      await reread("/v1/safeguarding");
    },
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
        <Conflict
          fields={[
            { name: t("english"), theirs: stands(theirs).en, mine: draft.en },
            { name: t("german"), theirs: stands(theirs).de, mine: draft.de },
          ]}
          keepMine={() => void save(draft, theirs.version)}
          takeTheirs={() => {
            leave();
            void refetch();
          }}
        />
      )}
      {draft && (
        <form
          className={plain.form}
          onSubmit={(event) => {
            event.preventDefault();
            void save(draft, theirs?.version ?? data.version);
          }}
        >
          {(["en", "de"] as const).map((language) => (
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
          <div className={plain.deeds}>
            <Button type="submit">{t("save")}</Button>
            <Button variant="default" onClick={leave}>
              {t("cancel")}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
