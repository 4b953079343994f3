/** The units of a province as large as Cao Bằng: 19 agencies and organisations, 56 communes. */
export const sampleAgencies = [
  "Sở Khoa học và Công nghệ",
  "Văn phòng UBND tỉnh",
  "Sở Tài chính",
  "Sở Nội vụ",
  "Sở Xây dựng",
  "Sở Nông nghiệp và Môi trường",
  "Sở Văn hóa, Thể thao và Du lịch",
  "Sở Y tế",
  "Sở Giáo dục và Đào tạo",
  "Sở Tư pháp",
  "Sở Công Thương",
  "Sở Dân tộc và Tôn giáo",
  "Thanh tra tỉnh",
  "Công an tỉnh",
  "Bộ Chỉ huy Quân sự tỉnh",
  "Ban Quản lý Khu kinh tế tỉnh",
  "Trường Cao đẳng Cao Bằng",
  "Báo và Phát thanh, truyền hình Cao Bằng",
  "Ban Quản lý dự án đầu tư và xây dựng tỉnh",
]

export const sampleCommunes = (
  "Phường Thục Phán;Phường Nùng Trí Cao;Phường Tân Giang;Xã Bảo Lâm;Xã Lý Bôn;Xã Nam Quang;Xã Quảng Lâm;Xã Yên Thổ;" +
  "Xã Bảo Lạc;Xã Cốc Pàng;Xã Cô Ba;Xã Khánh Xuân;Xã Xuân Trường;Xã Hưng Đạo;Xã Huy Giáp;Xã Sơn Lộ;Xã Thông Nông;" +
  "Xã Cần Yên;Xã Thanh Long;Xã Trường Hà;Xã Lũng Nặm;Xã Tổng Cọt;Xã Hà Quảng;Xã Trà Lĩnh;Xã Quang Hán;Xã Quang Trung;" +
  "Xã Trùng Khánh;Xã Đình Phong;Xã Đàm Thủy;Xã Đoài Dương;Xã Lý Quốc;Xã Quang Long;Xã Hạ Lang;Xã Vinh Quý;" +
  "Xã Quảng Uyên;Xã Độc Lập;Xã Hạnh Phúc;Xã Bế Văn Đàn;Xã Phục Hòa;Xã Hòa An;Xã Nam Tuấn;Xã Nguyễn Huệ;Xã Bạch Đằng;" +
  "Xã Nguyên Bình;Xã Tĩnh Túc;Xã Ca Thành;Xã Minh Tâm;Xã Phan Thanh;Xã Tam Kim;Xã Thành Công;Xã Đông Khê;Xã Canh Tân;" +
  "Xã Kim Đồng;Xã Minh Khai;Xã Thạch An;Xã Đức Long"
).split(";")

export type SampleUnit = { unitId: string; unitName: string }
export const sampleUnits: readonly SampleUnit[] = [...sampleAgencies, ...sampleCommunes].map((unitName, index) => ({
  unitId: `unit-${index + 1}`,
  unitName,
}))
