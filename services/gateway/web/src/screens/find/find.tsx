import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "wouter";
import { Page } from "../../parts/page";
import classes from "./find.module.css";
import { People } from "./people";
import { Results } from "./results";
import { Wish } from "./wish";

/** From a wish in a sentence to people worth asking; or by name and topic. */
export default function Find() {
  // Those of asking as well, so that nothing waits for words later.
  const { t } = useTranslation(["find", "people"]);
  const [search, setSearch] = useSearchParams();
  const requestId = search.get("for");
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Wish onFound={({ request_id }) => setSearch({ for: request_id })} />
      {requestId && <Results key={requestId} requestId={requestId} onFound={(id) => setSearch({ for: id })} />}
      <People />
      <ul className={classes.links}>
        <li>
          <Link href="/me/profile">{t("profile-link")}</Link>
        </li>
        <li>
          <Link href="/find/invite">{t("invite-link")}</Link>
        </li>
        <li>
          <Link href="/recognitions/new">{t("recognise-link")}</Link>
        </li>
        <li>
          <Link href="/interests">{t("interests-link")}</Link>
        </li>
      </ul>
    </Page>
  );
}
