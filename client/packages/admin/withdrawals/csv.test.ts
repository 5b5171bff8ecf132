import { payeesCsv } from './csv';

const payee = {
  memberId: 'M1',
  name: '陈静',
  idNumber: '11010519491231002X',
  phoneMasked: '138****0001',
  withdrawals: 2,
  amountFen: 10_050,
  feeFen: 101,
  arrivedFen: 9_949,
};

test('payees are written in yuan, numbers of identity as text', () => {
  const [head, row] = payeesCsv([payee]).split('\r\n');
  expect(head).toBe('\uFEFF会员号,姓名,身份证号,手机号,笔数,提现金额,手续费,实付');
  expect(row).toBe('M1,陈静,\t11010519491231002X,138****0001,2,100.50,1.01,99.49');
});

test.each([
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['a,b', '"a,b"'],
])('what a spreadsheet would work out stays text: %s', (name, written) => {
  expect(payeesCsv([{ ...payee, name }]).split('\r\n')[1]).toContain(`M1,${written},`);
});
