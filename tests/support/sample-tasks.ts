/** The seven groups of a plan, with their long official names, and what their tasks are made of. */
export const sampleGroups = [
  "Nâng cao nhận thức, đột phá về đổi mới tư duy, xác định quyết tâm chính trị mạnh mẽ, quyết liệt lãnh đạo, chỉ đạo, tạo xung lực mới, khích lệ mới trong toàn xã hội về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
  "Hoàn thiện, đổi mới cơ chế chính sách; xoá bỏ tư tưởng, quan niệm, rào cản đang cản trở sự phát triển; đưa cơ chế chính sách thành một lợi thế cạnh tranh trong phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
  "Tăng cường đầu tư, hoàn thiện hạ tầng cho khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
  "Phát triển, trọng dụng nhân lực chất lượng cao, nhân tài đáp ứng yêu cầu phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
  "Đẩy mạnh chuyển đổi số, ứng dụng khoa học, công nghệ, đổi mới sáng tạo trong hoạt động của các cơ quan trong hệ thống chính trị; nâng cao hiệu quả quản trị, hiệu lực quản lý nhà nước trên các lĩnh vực, bảo đảm quốc phòng và an ninh",
  "Thúc đẩy mạnh mẽ hoạt động khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số trong doanh nghiệp",
  "Tăng cường liên kết, hợp tác trong phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
]

const openings = [
  "Xây dựng, trình ban hành",
  "Tổ chức triển khai",
  "Rà soát, sửa đổi, bổ sung",
  "Đầu tư, nâng cấp",
  "Xây dựng và đưa vào vận hành",
]
const objects = [
  "chương trình tuyên truyền theo hướng đa dạng hóa hình thức qua báo chí, phát thanh, truyền hình, nền tảng số và mạng xã hội; kế hoạch tuyên truyền phải có mục tiêu, bộ tiêu chí đánh giá cụ thể, định kỳ đo lường và công bố kết quả",
  "quy định về trách nhiệm người đứng đầu cơ quan, đơn vị trực tiếp phụ trách, chỉ đạo nhiệm vụ phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
  "chính sách hỗ trợ tổ chức, cá nhân, doanh nghiệp đầu tư cho nghiên cứu, phát triển, ứng dụng công nghệ trên địa bàn tỉnh",
  "nền tảng số dùng chung đo lường trực tuyến mức độ hoàn thành nhiệm vụ chuyển đổi số của các cơ quan nhà nước",
  "hạ tầng viễn thông băng rộng, trạm thu phát sóng 5G tại trung tâm các xã, phường; xóa các điểm lõm sóng tại xóm vùng sâu, vùng xa",
  "trung tâm giám sát, điều hành an toàn thông tin mạng (SOC) của tỉnh theo mô hình bốn lớp",
  "chương trình đào tạo, bồi dưỡng kỹ năng số, công nghệ số cơ bản cho cán bộ, công chức, viên chức",
  "cơ sở dữ liệu chuyên ngành bảo đảm “đúng, đủ, sạch, sống”, kết nối với Trung tâm dữ liệu quốc gia",
  "mô hình Tổ công nghệ số cộng đồng, phong trào “Bình dân học vụ số” tại các xóm, tổ dân phố",
]

export const taskTitle = (index: number): string =>
  `${openings[index % openings.length]} ${objects[(index * 4) % objects.length]}${index % 13 === 0 ? ", gắn với Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử phục vụ chuyển đổi số quốc gia giai đoạn 2022-2025, tầm nhìn đến năm 2030 trên địa bàn tỉnh" : ""}`

export const taskProducts = [
  "Nghị quyết của Hội đồng nhân dân tỉnh",
  "Kế hoạch của Ủy ban nhân dân tỉnh",
  "Báo cáo kết quả hằng năm",
  null,
  "Hệ thống thông tin được nghiệm thu, đưa vào sử dụng",
]

/** What units write of their tasks. */
export const resultTexts = [
  "Đã hoàn thành dự thảo, lấy ý kiến các sở, ban, ngành và Ủy ban nhân dân các xã, phường; đang tổng hợp, tiếp thu, giải trình để trình cấp có thẩm quyền ban hành trong tháng 10 năm 2026",
  "Đã tổ chức 04 lớp bồi dưỡng kỹ năng số cho 312 lượt cán bộ, công chức, viên chức; tỷ lệ học viên đạt yêu cầu sau kiểm tra là 96,5 %",
  "Đã ban hành kế hoạch, phân công nhiệm vụ cho từng phòng chuyên môn và bố trí cán bộ đầu mối theo dõi",
  "Đã phối hợp với VNPT Cao Bằng và Viettel Cao Bằng khảo sát 27 điểm lõm sóng, xóa được 19 điểm; 08 điểm còn lại chưa có nguồn điện lưới",
]
export const obstacleTexts = [
  "Kinh phí được giao mới đáp ứng khoảng 40 % nhu cầu; chưa có định mức chi cho hoạt động của Tổ công nghệ số cộng đồng",
  "Chưa có hướng dẫn của bộ, ngành Trung ương về tiêu chuẩn kết nối, chia sẻ dữ liệu chuyên ngành, vì vậy chưa đủ căn cứ lập dự án đầu tư",
  "Cán bộ phụ trách công nghệ thông tin ở cấp xã phần lớn là kiêm nhiệm, chưa được đào tạo chuyên sâu",
]
