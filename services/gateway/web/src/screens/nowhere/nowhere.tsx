import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Page } from "../../parts/page";

export default function Nowhere() {
  const { t } = useTranslation();
  return (
    <Page title={t("nowhere.title")} lead={t("nowhere.text")}>
      <Link href="/">{t("nowhere.home")}</Link>
    </Page>
  );
}
