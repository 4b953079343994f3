import { index, layout, type RouteConfig, route } from "@react-router/dev/routes"

const publicPages = (language: "vi" | "en") => {
  const page = (path: string | undefined, file: string) => {
    const id = `${language}:${file}`
    return path === undefined ? index(file, { id }) : route(path, file, { id })
  }
  return [
    page(undefined, "features/portal/pages/home.tsx"),
    page("cong-khai/:plan", "features/portal/pages/published-plan.tsx"),
    page("cong-khai/:plan/nhom/:group", "features/portal/pages/published-group.tsx"),
    page("cong-khai/:plan/nhiem-vu/:task", "features/portal/pages/published-task.tsx"),
    page("cong-khai/:plan/bao-cao/:round", "features/portal/pages/published-report.tsx"),
    page("du-lieu-mo", "features/portal/pages/open-data.tsx"),
  ]
}

/** Every address of the product. What stands under `signed-in` needs a person with a seat; new pages go there. */
export default [
  layout("access/public.tsx", { id: "public-vi" }, publicPages("vi")),
  route("en", "access/public.tsx", { id: "public-en" }, publicPages("en")),
  route("du-lieu-mo/:plan/:round/:file", "features/portal/pages/data-file.ts"),

  route("dang-nhap", "access/pages/sign-in.tsx"),
  route("dang-xuat", "access/pages/sign-out.tsx"),
  route("loi-moi/:token", "features/organisation/pages/invitation.tsx"),

  layout("access/signed-in.tsx", [
    route("viec-cua-toi", "features/my-work/pages/my-work.tsx"),
    route("tim-kiem", "features/plans/pages/search.tsx"),
    route("tai-khoan", "access/pages/account.tsx"),
    route("tai-khoan/vai-tro", "access/pages/switch-seat.ts"),
    route("tai-khoan/xac-thuc-hai-buoc", "access/pages/second-factor.tsx"),
    route("tai-khoan/ngon-ngu", "access/pages/switch-language.ts"),
    route("lich-su", "access/pages/recent-history.tsx"),
    route("lich-su/:subject", "access/pages/object-history.tsx"),

    route("ke-hoach", "features/plans/pages/plans.tsx"),
    route("ke-hoach/:plan", "features/plans/pages/plan.tsx"),
    route("ke-hoach/:plan/nhiem-vu", "features/plans/pages/tasks.tsx"),
    route("ke-hoach/:plan/nguon", "features/plans/pages/source.tsx"),
    route("ke-hoach/:plan/nhiem-vu/sua", "features/plans/pages/edit-tasks.tsx"),
    route("ke-hoach/:plan/nhiem-vu/xuat.xlsx", "features/plans/pages/tasks-workbook.ts"),
    route("ke-hoach/:plan/nhiem-vu/:task", "features/plans/pages/task.tsx"),
    route("nhap-ke-hoach", "features/plan-import/pages/upload-plan.tsx"),
    route("nhap-ke-hoach/:upload", "features/plan-import/pages/review-plan.tsx"),
    route("nhap-ke-hoach/:upload/viec/:at", "features/plan-import/pages/edit-read-task.tsx"),
    route("nhap-ke-hoach/:upload/nhom/:at", "features/plan-import/pages/edit-read-group.tsx"),
    route("nhap-ke-hoach/:upload/van-ban", "features/plan-import/pages/edit-document.tsx"),
    route("nhap-ke-hoach/:upload/co-quan", "features/plan-import/pages/match-names.tsx"),
    route("nhap-ke-hoach/:upload/kiem-tra", "features/plan-import/pages/commit-plan.tsx"),
    route("ke-hoach/:plan/phu-luc", "features/plan-import/pages/annex.tsx"),
    route("ke-hoach/:plan/phu-luc/mau.xlsx", "features/plan-import/pages/annex-template.ts"),
    route("ke-hoach/:plan/phu-luc/:upload", "features/plan-import/pages/annex-review.tsx"),
    route("ke-hoach/:plan/phien-ban", "features/amendments/pages/versions.tsx"),
    route("ke-hoach/:plan/phien-ban/moi", "features/amendments/pages/new-version.tsx"),
    route("ke-hoach/:plan/phien-ban/:number", "features/amendments/pages/version.tsx"),
    route("ke-hoach/:plan/phien-ban/:number/thay-doi", "features/amendments/pages/change.tsx"),
    route("ke-hoach/:plan/phien-ban/:number/toan-van", "features/amendments/pages/whole-version.tsx"),
    route("ke-hoach/:plan/so-sanh", "features/amendments/pages/compare.tsx"),
    route("ke-hoach/:plan/de-nghi", "features/amendments/pages/proposals.tsx"),
    route("ke-hoach/:plan/de-nghi/moi", "features/amendments/pages/propose.tsx"),
    route("ke-hoach/:plan/de-nghi/to-trinh", "features/amendments/pages/new-submission.tsx"),
    route("de-nghi/:proposal", "features/amendments/pages/proposal.tsx"),
    route("to-trinh/:submission", "features/amendments/pages/submission.tsx"),
    route("to-trinh/:submission/word", "features/amendments/pages/submission-word.ts"),
    route("ke-hoach/:plan/dot-bao-cao", "features/reporting/pages/rounds.tsx"),

    route("bao-cao", "features/reporting/pages/unit-reports.tsx"),
    route("bao-cao/:report", "features/reporting/pages/report.tsx"),
    route("bao-cao/:report/muc/:entry", "features/reporting/pages/entry.tsx"),
    route("bao-cao/:report/muc/:entry/tu-luu", "features/reporting/pages/autosave-entry.ts"),
    route("bao-cao/:report/phan-chung", "features/reporting/pages/sections.tsx"),
    route("bao-cao/:report/xem-truoc", "features/reporting/pages/preview.tsx"),
    route("bao-cao/:report/word", "features/reporting/pages/report-word.ts"),
    route("minh-chung/:evidence", "features/reporting/pages/evidence-file.ts"),

    route("tong-hop", "features/consolidation/pages/rounds.tsx"),
    route("tong-hop/xac-nhan", "features/reporting/pages/claims.tsx"),
    route("tong-hop/:round", "features/consolidation/pages/matrix.tsx"),
    route("tong-hop/:round/bao-cao/:report", "features/reporting/pages/review.tsx"),
    route("tong-hop/:round/so-lieu", "features/consolidation/pages/figures.tsx"),
    route("tong-hop/:round/du-thao", "features/consolidation/pages/narrative.tsx"),
    route("tong-hop/:round/ban-hanh", "features/consolidation/pages/issue.tsx"),
    route("tong-hop/:round/tep/:file", "features/consolidation/pages/output-file.ts"),
    route("cong-bo", "features/consolidation/pages/publications.tsx"),

    route("quan-tri/don-vi", "features/organisation/pages/units.tsx"),
    route("quan-tri/don-vi/them", "features/organisation/pages/add-unit.tsx"),
    route("quan-tri/don-vi/excel", "features/organisation/pages/unit-excel.tsx"),
    route("quan-tri/don-vi/excel/tai-ve", "features/organisation/pages/unit-export.ts"),
    route("quan-tri/don-vi/excel/:upload", "features/organisation/pages/unit-import.tsx"),
    route("quan-tri/don-vi/:unit", "features/organisation/pages/unit.tsx"),
    route("quan-tri/don-vi/:unit/ket-thuc", "features/organisation/pages/end-unit.tsx"),
    route("quan-tri/nguoi-dung", "features/organisation/pages/people.tsx"),
    route("quan-tri/nguoi-dung/them", "features/organisation/pages/add-person.tsx"),
    route("quan-tri/nguoi-dung/:person", "features/organisation/pages/person.tsx"),
    route("quan-tri/nguoi-dung/:person/vai-tro", "features/organisation/pages/give-seat.tsx"),
    route("quan-tri/nguoi-dung/:person/vai-tro/:seat", "features/organisation/pages/end-seat.tsx"),
    route("quan-tri/nguoi-dung/:person/loi-moi", "features/organisation/pages/invite.tsx"),
    route("quan-tri/nguoi-dung/:person/ket-thuc", "features/organisation/pages/end-person.tsx"),
    route("quan-tri/nhom-don-vi", "features/organisation/pages/groups.tsx"),
    route("quan-tri/nhom-don-vi/them", "features/organisation/pages/add-group.tsx"),
    route("quan-tri/nhom-don-vi/:group", "features/organisation/pages/group.tsx"),
    route("quan-tri/thu-di", "features/organisation/pages/mail.tsx"),
    route("quan-tri/giao-dien", "access/pages/interface-parts.tsx"),
    route("quan-tri/ngay-nghi", "features/organisation/pages/holidays.tsx"),
  ]),
] satisfies RouteConfig
