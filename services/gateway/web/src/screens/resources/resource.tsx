import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "wouter";
import { api } from "../../api/client";
import { Card } from "../../parts/card";
import { useInWords } from "../../parts/in-words";
import { Page } from "../../parts/page";
import { Prose } from "../../parts/prose";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import classes from "./resources.module.css";

/** One text, to read alone or to do together. */
export default function ResourceScreen() {
  const { t } = useTranslation("resources");
  const inWords = useInWords();
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = api.useQuery("get", "/v1/resources/{resource_id}", {
    params: { path: { resource_id: id } },
  });
  const title = inWords(data?.title) || t("title");
  const facts = data && [
    t(`kinds.${data.kind}`),
    t("minutes", { count: data.minutes }),
    ...data.stages.map((stage) => t(`stages.${stage}`)),
  ];
  return (
    <Page title={title} lead={facts?.join(" · ")}>
      {error && !data && <Trouble error={error} retry={refetch} />}
      {!error && !data && <Waiting />}
      {data && (
        <div className={classes.reading}>
          <Card>
            <Prose text={inWords(data.text)} />
          </Card>
          <div className={classes.deeds}>
            <Button
              component={Link}
              href={`/journal/new?${new URLSearchParams({ prompt: t("thought", { title }) })}`}
              variant="default"
            >
              {t("write")}
            </Button>
            <Link href="/resources">{t("back")}</Link>
          </div>
        </div>
      )}
    </Page>
  );
}
