import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Card } from "../../../parts/card";
import { useInWords } from "../../../parts/in-words";
import { Frame } from "../frame";
import frame from "../frame.module.css";
import { within, type Programme } from "../scope";

/** All that one runs. */
export default function Programmes() {
  const { t } = useTranslation("organise");
  return (
    <Frame title={t("programmes.title")} lead={t("programmes.lead")}>
      {({ programmes, seesWhole }) => (
        <div className={frame.stack}>
          {seesWhole && (
            <div>
              <Button component={Link} href="/organise/programmes/new">
                {t("programmes.new")}
              </Button>
            </div>
          )}
          {programmes.length === 0 && (
            <Card title={t("programmes.none")}>
              <p>{t("programmes.none-text")}</p>
            </Card>
          )}
          <div className={frame.columns}>
            {programmes.map((programme) => (
              <One key={programme.programme_id} programme={programme} />
            ))}
          </div>
        </div>
      )}
    </Frame>
  );
}

function One({ programme }: { programme: Programme }) {
  const { t } = useTranslation(["organise", "programmes"]);
  const inWords = useInWords();
  const { programme_id, called, state, direction, entry, mode, stage } = programme;
  const facts = [
    t(`programmes:directions.${direction}`),
    t(`programmes:entries.${entry}`),
    stage ? t(`programmes:stages.${stage}`) : t(`programmes:modes.${mode}`),
  ];
  return (
    <Card
      title={<Link href={`/organise/programmes/${programme_id}`}>{inWords(called)}</Link>}
      aside={
        <span className={frame.tag} data-on={state === "open" || undefined}>
          {t(`programmes:states.${state}`)}
        </span>
      }
    >
      <p className={frame.quiet}>{facts.join(" · ")}</p>
      {state !== "draft" && (
        <div>
          <Button component={Link} href={within("/organise", programme_id)} variant="default">
            {t("programmes.health")}
          </Button>
        </div>
      )}
    </Card>
  );
}
