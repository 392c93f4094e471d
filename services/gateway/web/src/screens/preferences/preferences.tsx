import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { api } from "../../api/client";
import { Card } from "../../parts/card";
import { Page } from "../../parts/page";
import { Trouble } from "../../parts/trouble";
import { Waiting } from "../../parts/waiting";
import { Break } from "./break";
import { Chat } from "./chat";
import { Devices } from "./devices";
import { Look } from "./look";
import { Messages } from "./messages";
import { SignOut } from "./sign-out";

/** What you hear, when and how; how it looks; and whether you are asked at all. */
export default function Preferences() {
  const { t } = useTranslation("preferences");
  const { data, error, refetch } = api.useQuery("get", "/v1/me/notifications");
  useArrival(data !== undefined);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Look />
      <Break />
      {data && <Messages notifications={data} />}
      {error && !data && <Trouble error={error} retry={refetch} />}
      {!error && !data && <Waiting />}
      <Devices />
      <Chat />
      <Leave />
    </Page>
  );
}

function Leave() {
  const { t } = useTranslation("preferences");
  return (
    <Card title={t("data")}>
      <p>{t("data-text")}</p>
      <p>
        <Link href="/me/profile">{t("profile-link")}</Link>
      </p>
      <p>
        <Link href="/me">{t("data-link")}</Link>
      </p>
      <p>
        <Link href="/reports">{t("reports-link")}</Link>
      </p>
      <SignOut />
    </Card>
  );
}

/** Links lead to one kind of messages: `#kind-requests`. */
function useArrival(isThere: boolean): void {
  useEffect(() => {
    if (isThere && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "center" });
  }, [isThere]);
}
