import { areaList } from '@vant/area-data';
import { readAddress, regionAt, regionOf, regionWords } from '.';

const codes = Object.keys(areaList.county_list);

test.each([
  ['浙江省杭州市西湖区', '330106', '浙江省 杭州市 西湖区', ''],
  ['浙江杭州西湖文三路 1 号', '330106', '浙江省 杭州市 西湖区', '文三路 1 号'],
  ['浙江省西湖区文三路', '330106', '浙江省 杭州市 西湖区', '文三路'],
  ['杭州市，西湖区，文三路', '330106', '浙江省 杭州市 西湖区', '文三路'],
  ['北京市朝阳区建国路', '110105', '北京市 朝阳区', '建国路'],
  ['北京市北京市朝阳区建国路', '110105', '北京市 朝阳区', '建国路'],
  ['北京市市辖区朝阳区建国路', '110105', '北京市 朝阳区', '建国路'],
  ['北京海淀中关村大街', '110108', '北京市 海淀区', '中关村大街'],
  ['上海浦东张江高科', '310115', '上海市 浦东新区', '张江高科'],
  ['重庆市县城口县', '500229', '重庆市 城口县', ''],
  ['湖北省仙桃市沙嘴街道', '429004', '湖北省 仙桃市', '沙嘴街道'],
  ['湖北省 省直辖县级行政区划 仙桃市', '429004', '湖北省 仙桃市', ''],
  ['江苏昆山前进路', '320583', '江苏省 苏州市 昆山市', '前进路'],
  ['吉林市船营区', '220204', '吉林省 吉林市 船营区', ''],
  ['湖北恩施州利川市', '422802', '湖北省 恩施土家族苗族自治州 利川市', ''],
  ['广西南宁青秀区', '450103', '广西壮族自治区 南宁市 青秀区', ''],
  ['广东省东莞市厚街镇', '441926', '广东省 东莞市 厚街镇', ''],
  ['广东省东莞市', '441900', '广东省 东莞市', ''],
  ['山东青岛市南区香港中路', '370202', '山东省 青岛市 市南区', '香港中路'],
  ['内蒙古呼和浩特新城区', '150102', '内蒙古自治区 呼和浩特市 新城区', ''],
])('%s is %s', (text, code, words, rest) => {
  const read = regionAt(text);
  expect(read?.region && [read.region.code, regionWords(read.region), read.rest]).toEqual([code, words, rest]);
});

test.each([
  ['several are called so', '西湖区文三路', '', '文三路'],
  ['a road, not the district', '北京市朝阳门外大街', '北京市', '朝阳门外大街'],
  ['a road, not the district', '浙江省杭州市西湖大道', '浙江省 杭州市', '西湖大道'],
])('%s: %s is left to its owner', (_, text, words, rest) =>
  expect(regionAt(text)).toMatchObject({ region: null, words, rest }),
);

test('a road that is called as a province is none', () => expect(regionAt('新疆路 5 号')).toBeNull());

test('every district of the list is found by its own words, with and without anything between', () => {
  const asWritten = (code: string) => regionWords(regionOf('', code)!);
  const lost = codes.filter(
    (code) => regionOf(asWritten(code))?.code !== code || regionOf(asWritten(code).replaceAll(' ', ''))?.code !== code,
  );
  // The one has no name of its own, the other is called as its city.
  expect(lost).toEqual(['620201', '711493']);
  expect(regionOf(asWritten('711493'), '711493')?.code).toBe('711493');
});

test.each([
  ['named wholly', '浙江省杭州市西湖区', undefined, '330106'],
  ['with something after it', '浙江省杭州市西湖区文三路', undefined, undefined],
  ['of another tongue', '浙江省 杭州市 西湖新区', undefined, undefined],
  ['newer than the list, with a code of the city', '浙江省 杭州市 钱江新区', '330199', '330199'],
  ['newer than the list, with a code of elsewhere', '浙江省 杭州市 钱江新区', '310199', undefined],
  ['by a picker that names the city otherwise', '湖北省 省直辖 仙桃市', '429004', '429004'],
  ['of another province than its code', '浙江省 杭州市', '110105', undefined],
  ['nothing', '', '330106', '330106'],
  ['a code of nowhere', '', '999999', undefined],
])('a region %s', (_, text, code, found) => expect(regionOf(text, code)?.code).toBe(found));

const XIHU = '浙江省 杭州市 西湖区';

test.each([
  ['张三 13800138000 浙江省杭州市西湖区文三路 1 号', '张三', '13800138000', XIHU, '文三路 1 号'],
  ['张三13800138000浙江省杭州市西湖区文三路1号', '张三', '13800138000', XIHU, '文三路1号'],
  ['浙江省杭州市西湖区文三路1号张三13800138000', '张三', '13800138000', XIHU, '文三路1号'],
  ['浙江省杭州市西湖区文三路 1 号 张三 13800138000', '张三', '13800138000', XIHU, '文三路 1 号'],
  ['张三浙江省杭州市西湖区文三路1号13800138000', '张三', '13800138000', XIHU, '文三路1号'],
  ['张三，13800138000，浙江杭州西湖文三路1号', '张三', '13800138000', XIHU, '文三路1号'],
  ['13800138000 浙江省 杭州市 西湖区 文三路 8 幢 张三', '张三', '13800138000', XIHU, '文三路 8 幢'],
  ['杭州西湖文三路1号 13800138000 陈先生', '陈先生', '13800138000', XIHU, '文三路1号'],
  ['浙江省杭州市西湖区\n文三路 1 号\n张三\n13800138000', '张三', '13800138000', XIHU, '文三路 1 号'],
  ['收件人：张三；电话：13800138000；地址：浙江省杭州市西湖区文三路1号', '张三', '13800138000', XIHU, '文三路1号'],
  [
    '收货人: 王小明\n手机号码: 138-0013-8000\n所在地区: 江苏省苏州市昆山市\n详细地址: 前进中路 100 号',
    '王小明',
    '13800138000',
    '江苏省 苏州市 昆山市',
    '前进中路 100 号',
  ],
  [
    '北京市朝阳区建国路 88 号 A 座，李四，+86 139 1234 5678',
    '李四',
    '13912345678',
    '北京市 朝阳区',
    '建国路 88 号 A 座',
  ],
  ['李四 86-13912345678 北京朝阳区建国路88号', '李四', '13912345678', '北京市 朝阳区', '建国路88号'],
  ['欧阳娜娜 １３８００１３８０００ 上海市浦东新区世纪大道', '欧阳娜娜', '13800138000', '上海市 浦东新区', '世纪大道'],
  ['天津和平区南京路 1 号 王五 13800138000', '王五', '13800138000', '天津市 和平区', '南京路 1 号'],
  ['重庆渝中解放碑 1 号 王五 13800138000', '王五', '13800138000', '重庆市 渝中区', '解放碑 1 号'],
  [
    '周小姐，138 0013 8000，广东省东莞市厚街镇康乐路 10 号',
    '周小姐',
    '13800138000',
    '广东省 东莞市 厚街镇',
    '康乐路 10 号',
  ],
  [
    '买买提·艾力 13800138000 新疆乌鲁木齐天山区新华北路',
    '买买提·艾力',
    '13800138000',
    '新疆维吾尔自治区 乌鲁木齐市 天山区',
    '新华北路',
  ],
  ['张三，浙江省杭州市西湖区文三路，手机 13800138000，电话 13800138000', '张三', '13800138000', XIHU, '文三路'],
  // What cannot be told is left to its owner.
  ['张三 13800138000 李四 13900139000 浙江省杭州市西湖区文三路', '', '', XIHU, '文三路'],
  ['张三 浙江省杭州市西湖区文三路 1 号', '张三', '', XIHU, '文三路 1 号'],
  ['13800138000 浙江省杭州市西湖区文三路 1 号 翡翠城', '', '13800138000', XIHU, '文三路 1 号 翡翠城'],
  ['西湖区文三路1号 张三 13800138000', '张三', '13800138000', null, '文三路1号'],
  ['王五 13800138000 北京市朝阳门外大街 1 号', '王五', '13800138000', null, '朝阳门外大街 1 号'],
  ['新疆路 5 号 张三 13800138000', '张三', '13800138000', null, '新疆路 5 号'],
  ['张三 138001380001 浙江省杭州市西湖区文三路', '张三', '', XIHU, '138001380001 文三路'],
  ['你好', '', '', null, '你好'],
  ['', '', '', null, ''],
])('an address is read of %j', (text, name, phone, region, detail) => {
  const read = readAddress(text);
  expect({ ...read, region: read.region && regionWords(read.region) }).toMatchObject({ name, phone, region, detail });
});

test('what was read of a region that is not whole is told', () => {
  expect(readAddress('王五 13800138000 北京市朝阳门外大街 1 号').regionWords).toBe('北京市');
});
