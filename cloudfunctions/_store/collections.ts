import { Collection } from '../_platform/collection';
import type {
  AcceptedDocument,
  AddressDocument,
  AfterSalesDocument,
  AuditChainDocument,
  AuditDocument,
  AuditSealDocument,
  CartDocument,
  CategoryDocument,
  ClearanceDocument,
  CloseDocument,
  CodeDocument,
  CounterDocument,
  DayTotalsDocument,
  FavouriteDocument,
  GoodsDocument,
  IdentityDocument,
  InboxDocument,
  JournalDocument,
  LineDocument,
  LoginPasswordDocument,
  LooksDocument,
  MemberDocument,
  MerchantDocument,
  MessageDocument,
  OfferDocument,
  OrderDocument,
  PayeeDocument,
  PaymentDocument,
  PayPasswordDocument,
  PhoneDocument,
  PlanVersionDocument,
  ProposalDocument,
  ReferrerChangeDocument,
  RequestDocument,
  RestockDocument,
  ReviewCountsDocument,
  ReviewDocument,
  SaidDocument,
  SessionDocument,
  ShopDocument,
  ShopLineDocument,
  StockDocument,
  ThreadDocument,
  TillPaymentDocument,
  TraceDocument,
  TurnDocument,
  VisitsDocument,
  VoucherDocument,
  WalletDocument,
  WithdrawalDocument,
} from './documents';
import type { AlertDocument, FailureHourDocument } from './documents/alerts';
import type { ApplicationDocument } from './documents/applications';
import type {
  DrawDocument,
  DrawEntryDocument,
  DrawPageDocument,
  EditionDayDocument,
  EditionDocument,
  GivenDocument,
  SeriesDocument,
  TakenDocument,
} from './documents/collectibles';
import type { CouponDocument, HeldCouponDocument } from './documents/coupons';
import type { DayReportDocument } from './documents/dayReports';
import type {
  AcknowledgementDocument,
  ExchangeDocument,
  ListingDocument,
  RegisterDocument,
} from './documents/exchange';
import type { HoldingDocument } from './documents/holdings';
import type { ImportDocument, ImportPartDocument } from './documents/imports';
import type { BalanceDayDocument, DirectoryDocument, PageDayDocument, PageDocument } from './documents/pages';
import type { PictureCheckDocument } from './documents/pictureChecks';
import type {
  AccessTokenDocument,
  BatchDocument,
  CarriersDocument,
  ClaimDocument,
  DataVersionDocument,
  DayStateDocument,
  GateDocument,
  LeaseDocument,
  OpeningDocument,
  PhrasesDocument,
  PlanDraftDocument,
  PoolDocument,
  RekeyDocument,
  SettingsDocument,
  TicketDocument,
  WatchLimitsDocument,
} from './documents/platform';
import type { SettingsVersionDocument } from './documents/settings';
import type { SimulationDocument } from './documents/simulations';
import type { NightsDocument } from './documents/stays';
import type { SearchCountDocument, SearchWordDocument, StorefrontDocument } from './documents/storefront';

/** The doors to all collections, by what they hold. Their indexes are declared in database.json. */
export const members = new Collection<MemberDocument>('members');
export const phones = new Collection<PhoneDocument>('phones');
export const identities = new Collection<IdentityDocument>('identities');
export const sessions = new Collection<SessionDocument>('sessions');
export const payPasswords = new Collection<PayPasswordDocument>('payPasswords');
export const loginPasswords = new Collection<LoginPasswordDocument>('loginPasswords');
export const codes = new Collection<CodeDocument>('codes');
export const wallets = new Collection<WalletDocument>('wallets');
export const holdings = new Collection<HoldingDocument>('holdings');
export const withdrawals = new Collection<WithdrawalDocument>('withdrawals');
export const payees = new Collection<PayeeDocument>('payees');
export const merchants = new Collection<MerchantDocument>('merchants');
export const applications = new Collection<ApplicationDocument>('applications');
export const shopLines = new Collection<ShopLineDocument>('shopLines');
export const tillPayments = new Collection<TillPaymentDocument>('tillPayments');
export const shops = new Collection<ShopDocument>('shops');
export const categories = new Collection<CategoryDocument>('categories');
export const goodsOnSale = new Collection<GoodsDocument>('goods');
export const stock = new Collection<StockDocument>('stock');
export const offers = new Collection<OfferDocument>('offers');
export const searchWords = new Collection<SearchWordDocument>('searchWords');
export const searchCounts = new Collection<SearchCountDocument>('searchCounts');
export const carts = new Collection<CartDocument>('carts');
export const addresses = new Collection<AddressDocument>('addresses');
export const favourites = new Collection<FavouriteDocument>('favourites');
export const looksKept = new Collection<LooksDocument>('looks');
export const restocks = new Collection<RestockDocument>('restocks');
export const coupons = new Collection<CouponDocument>('coupons');
export const heldCoupons = new Collection<HeldCouponDocument>('heldCoupons');
export const series = new Collection<SeriesDocument>('series');
export const editions = new Collection<EditionDocument>('editions');
export const editionDays = new Collection<EditionDayDocument>('editionDays');
export const draws = new Collection<DrawDocument>('draws');
export const drawEntries = new Collection<DrawEntryDocument>('drawEntries');
export const drawPages = new Collection<DrawPageDocument>('drawPages');
export const takenEditions = new Collection<TakenDocument>('takenEditions');
export const givenEditions = new Collection<GivenDocument>('givenEditions');
export const registers = new Collection<RegisterDocument>('registers');
export const acknowledgements = new Collection<AcknowledgementDocument>('acknowledgements');
export const exchanges = new Collection<ExchangeDocument>('exchanges');
export const listings = new Collection<ListingDocument>('listings');
export const messages = new Collection<MessageDocument>('messages');
export const accepted = new Collection<AcceptedDocument>('accepted');
export const threads = new Collection<ThreadDocument>('threads');
export const saidInThreads = new Collection<SaidDocument>('said');
export const reviews = new Collection<ReviewDocument>('reviews');
export const reviewCounts = new Collection<ReviewCountsDocument>('reviewCounts');
export const orders = new Collection<OrderDocument>('orders');
export const vouchers = new Collection<VoucherDocument>('vouchers');
export const visits = new Collection<VisitsDocument>('visits');
export const traces = new Collection<TraceDocument>('traces');
export const afterSales = new Collection<AfterSalesDocument>('afterSales');
export const nights = new Collection<NightsDocument>('nights');
export const payments = new Collection<PaymentDocument>('payments');
export const journal = new Collection<JournalDocument>('journal');
export const lines = new Collection<LineDocument>('lines');
export const inbox = new Collection<InboxDocument>('inbox');
export const planVersions = new Collection<PlanVersionDocument>('planVersions');
export const settingsVersions = new Collection<SettingsVersionDocument>('settingsVersions');
export const clearances = new Collection<ClearanceDocument>('clearances');
export const simulations = new Collection<SimulationDocument>('simulations');
export const imports = new Collection<ImportDocument>('imports');
export const importParts = new Collection<ImportPartDocument>('importParts');
export const proposals = new Collection<ProposalDocument>('proposals');
export const referrerChanges = new Collection<ReferrerChangeDocument>('referrerChanges');
export const audit = new Collection<AuditDocument>('audit');
export const auditChains = new Collection<AuditChainDocument>('auditChains');
export const auditSeals = new Collection<AuditSealDocument>('auditSeals');
export const dayTotals = new Collection<DayTotalsDocument>('dayTotals');
export const closes = new Collection<CloseDocument>('closes');
export const pages = new Collection<PageDocument>('pages');
export const pageDays = new Collection<PageDayDocument>('pageDays');
export const balanceDays = new Collection<BalanceDayDocument>('balanceDays');
export const requests = new Collection<RequestDocument>('requests');
export const turns = new Collection<TurnDocument>('turns');
export const dayReports = new Collection<DayReportDocument>('dayReports');
export const alerts = new Collection<AlertDocument>('alerts');
export const failureHours = new Collection<FailureHourDocument>('alerts');
export const pictureChecks = new Collection<PictureCheckDocument>('pictureChecks');
export const counters = new Collection<CounterDocument>('counters');

// One collection of single documents, each with a door of its own.
export const leases = new Collection<LeaseDocument>('platform');
export const accessTokens = new Collection<AccessTokenDocument>('platform');
export const carriersKept = new Collection<CarriersDocument>('platform');
export const tickets = new Collection<TicketDocument>('platform');
export const dayStates = new Collection<DayStateDocument>('platform');
export const gates = new Collection<GateDocument>('platform');
export const batches = new Collection<BatchDocument>('platform');
export const pools = new Collection<PoolDocument>('platform');
export const settingsKept = new Collection<SettingsDocument>('platform');
export const directories = new Collection<DirectoryDocument>('platform');
export const dataVersions = new Collection<DataVersionDocument>('platform');
export const rekeys = new Collection<RekeyDocument>('platform');
export const phrasesKept = new Collection<PhrasesDocument>('platform');
export const watchLimitsKept = new Collection<WatchLimitsDocument>('platform');
export const openings = new Collection<OpeningDocument>('platform');
export const planDrafts = new Collection<PlanDraftDocument>('platform');
export const storefronts = new Collection<StorefrontDocument>('platform');
export const claims = new Collection<ClaimDocument>('platform');
