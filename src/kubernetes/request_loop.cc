#include "kubernetes/request_loop.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "kubernetes/identity.h"
#include "kubernetes/proxy.h"
#include "kubernetes/server_address.h"
#include "util/error.h"
#include "util/free_with.h"

namespace bench {
namespace {

constexpr long kConnectTimeoutSeconds = 5;
constexpr std::chrono::milliseconds kLongestWait{1000};

using Easy = std::unique_ptr<CURL, FreeWith<curl_easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, FreeWith<curl_multi_cleanup>>;
using HeaderList = std::unique_ptr<curl_slist, FreeWith<curl_slist_free_all>>;

void Append(HeaderList& list, const std::string& line) {
  curl_slist* const old = list.release();
  // The head of the list: `old`, or the new element where there was none.
  curl_slist* const head = curl_slist_append(old, line.c_str());
  list.reset(head != nullptr ? head : old);
  if (head == nullptr) throw std::bad_alloc();
}

constexpr long kKeptConnections = 256;

void InitializeCurl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

Multi NewMulti(long connections) {
  InitializeCurl();
  Multi multi(curl_multi_init());
  if (multi == nullptr) throw Error("libcurl cannot be initialized");
  curl_multi_setopt(multi.get(), CURLMOPT_MAX_HOST_CONNECTIONS, connections);
  // Without it as many are kept as there are requests, times four: too few for
  // whoever sends the next hundred.
  curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, kKeptConnections);
  return multi;
}

// Certificates are kept by reference: `text` lives as long as the handle.
void SetBlob(CURL* handle, CURLoption option, std::string& text) {
  if (text.empty()) return;
  curl_blob blob{text.data(), text.size(), CURL_BLOB_NOCOPY};
  curl_easy_setopt(handle, option, &blob);
}

// The signature is libcurl's.
std::size_t AppendTo(char* data, std::size_t size, std::size_t count,
                     void* text) {
  static_cast<std::string*>(text)->append(data, size * count);
  return size * count;
}

long InfoOf(CURL* handle, CURLINFO info) {
  long value = 0;
  curl_easy_getinfo(handle, info, &value);
  return value;
}

class CurlLoop final : public RequestLoop {
 public:
  CurlLoop(ClusterAccess access, ConnectionLimits connections)
      : access_(std::move(access)),
        connections_(connections),
        address_(ParseServerAddress(access_)),
        source_(access_),
        requests_(NewMulti(connections.http2)) {
    if (!address_.connect_to.empty()) Append(connect_to_, address_.connect_to);
  }

  ~CurlLoop() override {
    for (const auto& transfer : transfers_) {
      curl_multi_remove_handle(transfer->multi, transfer->handle.easy.get());
    }
  }
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;

  void Start(Request request, OnResponse on_response) override {
    StartStream(std::move(request), {}, std::move(on_response));
  }

  void StartStream(Request request, OnPart on_part,
                   OnResponse on_response) override {
    auto transfer = std::make_unique<Transfer>();
    transfer->request = std::move(request);
    transfer->on_part = std::move(on_part);
    transfer->on_response = std::move(on_response);
    transfer->multi = requests_.get();
    if (transfer->on_part) {
      if (!streams_) streams_ = NewMulti(/*connections=*/0);
      transfer->multi = streams_.get();
    }
    transfers_.push_back(std::move(transfer));
    Begin(std::prev(transfers_.end()));
  }

  void StartTimer(Clock::duration after,
                  std::function<void()> on_time) override {
    timers_.emplace(Clock::now() + after, std::move(on_time));
  }

  void Run() override {
    while (!transfers_.empty() || !timers_.empty()) {
      FireTimers();
      int running = 0;
      curl_multi_perform(requests_.get(), &running);
      if (streams_) curl_multi_perform(streams_.get(), &running);
      const bool delivered = Deliver();
      if (!delivered && (!transfers_.empty() || !timers_.empty())) Wait();
    }
  }

 private:
  /// What a handle refers to lives as long as it.
  struct Handle {
    std::shared_ptr<Identity> identity;
    Easy easy;
  };
  /// One request on its way.
  struct Transfer {
    Request request;
    OnPart on_part;  // of a stream only
    OnResponse on_response;
    CURLM* multi = nullptr;
    Handle handle;
    std::string url;
    HeaderList headers;
    std::array<char, CURL_ERROR_SIZE> error{};
    std::string received;  // and not yet delivered
    /// Of the loop, when it was sent.
    int known_as = 0;
    bool sent_again = false;
  };
  using Transfers = std::list<std::unique_ptr<Transfer>>;

  /// Its answer is delivered at once where nobody can be asked.
  void Begin(Transfers::iterator at) {
    Transfer& transfer = **at;
    try {
      Become(source_.Current());
    } catch (const Error& error) {
      const OnResponse on_response = std::move(transfer.on_response);
      transfers_.erase(at);
      on_response(Response{.error = error.what()});
      return;
    }
    transfer.known_as = known_as_;
    transfer.handle = TakeHandle();
    SetRequest(transfer);
    curl_multi_add_handle(transfer.multi, transfer.handle.easy.get());
  }

  void Become(Identity identity) {
    if (identity_ != nullptr &&
        identity.client_certificate == identity_->client_certificate &&
        identity.client_key == identity_->client_key) {
      // Handles refer to the certificate alone.
      identity_->headers = std::move(identity.headers);
      return;
    }
    idle_.clear();
    identity_ = std::make_shared<Identity>(std::move(identity));
  }

  Handle TakeHandle() {
    if (idle_.empty()) return NewHandle();
    Handle handle = std::move(idle_.back());
    idle_.pop_back();
    return handle;
  }

  Handle NewHandle() {
    Handle made{identity_, Easy(curl_easy_init())};
    if (made.easy == nullptr) throw std::bad_alloc();
    CURL* handle = made.easy.get();
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "helm-bench");
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectTimeoutSeconds);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    // Wait and see whether the first connection can carry many.
    curl_easy_setopt(handle, CURLOPT_PIPEWAIT, 1L);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, AppendTo);
    if (!access_.disable_compression) {
      curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
    }
    SetTls(handle);
    SetProxy(handle);
    return made;
  }

  void SetTls(CURL* handle) {
    if (!access_.ca.empty()) {
      SetBlob(handle, CURLOPT_CAINFO_BLOB, access_.ca);
      // Else the system's roots would be trusted beside it.
      curl_easy_setopt(handle, CURLOPT_CAPATH, static_cast<char*>(nullptr));
    }
    if (access_.insecure) {
      curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);
      curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    SetBlob(handle, CURLOPT_SSLCERT_BLOB, identity_->client_certificate);
    SetBlob(handle, CURLOPT_SSLKEY_BLOB, identity_->client_key);
    if (connect_to_) {
      curl_easy_setopt(handle, CURLOPT_CONNECT_TO, connect_to_.get());
    }
  }

  // The environment has been asked as Go asks it, so libcurl does not.
  void SetProxy(CURL* handle) {
    const std::string proxy = CurlProxy(access_.proxy);
    curl_easy_setopt(handle, CURLOPT_PROXY, proxy.c_str());
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "");
    // Go holds a proxy's certificate against what the server's is held against.
    if (!access_.ca.empty()) {
      SetBlob(handle, CURLOPT_PROXY_CAINFO_BLOB, access_.ca);
      curl_easy_setopt(handle, CURLOPT_PROXY_CAPATH,
                       static_cast<char*>(nullptr));
    }
    if (access_.insecure) {
      curl_easy_setopt(handle, CURLOPT_PROXY_SSL_VERIFYPEER, 0L);
      curl_easy_setopt(handle, CURLOPT_PROXY_SSL_VERIFYHOST, 0L);
    }
  }

  void SetRequest(Transfer& transfer) {
    const Request& request = transfer.request;
    CURL* const handle = transfer.handle.easy.get();
    transfer.url = address_.base + request.path;
    transfer.headers.reset();
    Append(transfer.headers, "Accept: " + request.accept);
    if (!request.body.empty()) {
      Append(transfer.headers, "Content-Type: " + request.content_type);
    }
    for (const std::string& header : identity_->headers) {
      Append(transfer.headers, header);
    }
    if (!address_.connect_to.empty()) {
      Append(transfer.headers, "Host: " + address_.authority);
    }
    curl_easy_setopt(handle, CURLOPT_URL, transfer.url.c_str());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, transfer.headers.get());
    if (request.body.empty()) {
      curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
    } else {
      curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE,
                       static_cast<curl_off_t>(request.body.size()));
      curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request.body.c_str());
    }
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    // A stream shares its connection with nothing.
    curl_easy_setopt(
        handle, CURLOPT_HTTP_VERSION,
        static_cast<long>(transfer.on_part ? CURL_HTTP_VERSION_1_1
                                           : CURL_HTTP_VERSION_2TLS));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS,
                     static_cast<long>(request.timeout.count()));
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer.received);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer.error.data());
    curl_easy_setopt(handle, CURLOPT_PRIVATE, &transfer);
  }

  void FireTimers() {
    while (!timers_.empty() && timers_.begin()->first <= Clock::now()) {
      const auto on_time = std::move(timers_.begin()->second);
      timers_.erase(timers_.begin());
      on_time();
    }
  }

  /// What has come, to those who wait for it; false: nothing has.
  bool Deliver() {
    const bool parts = DeliverParts();
    const bool answers = DeliverAnswers(requests_.get());
    return (streams_ && DeliverAnswers(streams_.get())) || answers || parts;
  }

  bool DeliverParts() {
    bool any = false;
    // What is told may begin others, at the end of the list.
    for (auto at = transfers_.begin(); at != transfers_.end();) {
      const auto current = at++;
      Transfer& transfer = **current;
      if (!transfer.on_part || transfer.received.empty()) continue;
      // Not what is said about a failure, by the way.
      if (InfoOf(transfer.handle.easy.get(), CURLINFO_RESPONSE_CODE) != 200) {
        continue;
      }
      any = true;
      const std::string part = std::exchange(transfer.received, "");
      if (!transfer.on_part(part)) End(current, CURLE_OK);
    }
    return any;
  }

  bool DeliverAnswers(CURLM* multi) {
    std::vector<std::pair<Transfer*, CURLcode>> ended;
    int queued = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &queued)) {
      if (message->msg != CURLMSG_DONE) continue;
      char* pointer = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &pointer);
      ended.emplace_back(reinterpret_cast<Transfer*>(pointer),
                         message->data.result);
    }
    for (const auto& [transfer, result] : ended) {
      End(std::ranges::find(transfers_, transfer, &Transfers::value_type::get),
          result);
    }
    return !ended.empty();
  }

  void End(Transfers::iterator at, CURLcode result) {
    Transfer& transfer = **at;
    CURL* const handle = transfer.handle.easy.get();
    Response response = ResponseOf(transfer, result);
    curl_multi_remove_handle(transfer.multi, handle);
    // What was set to the transfer's address must not outlive it.
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, nullptr);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, nullptr);
    if (transfer.handle.identity == identity_) {
      idle_.push_back(std::move(transfer.handle));
    }
    if (response.status == 401 && !transfer.sent_again && Forget(transfer)) {
      transfer.sent_again = true;
      transfer.received.clear();
      Begin(at);
      return;
    }
    const OnResponse on_response = std::move(transfer.on_response);
    transfers_.erase(at);
    on_response(std::move(response));
  }

  /// Whether the server may know us at a second try: we are asked once for all
  /// requests that were sent as the same.
  bool Forget(const Transfer& transfer) {
    if (transfer.known_as != known_as_) return true;
    if (!source_.Forget()) return false;
    ++known_as_;
    return true;
  }

  Response ResponseOf(Transfer& transfer, CURLcode result) {
    CURL* const handle = transfer.handle.easy.get();
    Response response;
    if (result != CURLE_OK) {
      response.error = transfer.error[0] != '\0' ? transfer.error.data()
                                                 : curl_easy_strerror(result);
      return response;
    }
    response.status = static_cast<int>(InfoOf(handle, CURLINFO_RESPONSE_CODE));
    response.body = std::move(transfer.received);
    curl_off_t seconds = 0;
    curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &seconds);
    response.retry_after = std::chrono::seconds(seconds);
    if (InfoOf(handle, CURLINFO_HTTP_VERSION) < CURL_HTTP_VERSION_2_0) {
      curl_multi_setopt(requests_.get(), CURLMOPT_MAX_HOST_CONNECTIONS,
                        connections_.http1);
    }
    return response;
  }

  void Wait() {
    auto wait = kLongestWait;
    if (!timers_.empty()) {
      wait = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(
                            timers_.begin()->first - Clock::now()),
                        std::chrono::milliseconds(0), kLongestWait);
    }
    std::vector<curl_waitfd> others = StreamSockets(wait);
    curl_multi_poll(requests_.get(), others.data(),
                    static_cast<unsigned>(others.size()),
                    static_cast<int>(wait.count()), nullptr);
  }

  /// What the streams wait for. `wait` becomes what they can wait at most.
  std::vector<curl_waitfd> StreamSockets(std::chrono::milliseconds& wait) {
    std::vector<curl_waitfd> sockets;
    if (!streams_) return sockets;
    fd_set readable, writable, exceptional;
    FD_ZERO(&readable);
    FD_ZERO(&writable);
    FD_ZERO(&exceptional);
    int last = -1;
    curl_multi_fdset(streams_.get(), &readable, &writable, &exceptional, &last);
    for (int socket = 0; socket <= last; ++socket) {
      const bool in = FD_ISSET(socket, &readable);
      const bool out = FD_ISSET(socket, &writable);
      if (!in && !out) continue;
      sockets.push_back(
          {.fd = socket,
           .events = static_cast<short>((in ? CURL_WAIT_POLLIN : 0) |
                                        (out ? CURL_WAIT_POLLOUT : 0)),
           .revents = 0});
    }
    long timeout = -1;
    curl_multi_timeout(streams_.get(), &timeout);
    if (timeout >= 0) wait = std::min(wait, std::chrono::milliseconds(timeout));
    return sockets;
  }

  ClusterAccess access_;
  ConnectionLimits connections_;
  ServerAddress address_;
  IdentitySource source_;
  std::shared_ptr<Identity> identity_;
  /// Counts how often we were not known.
  int known_as_ = 0;
  HeaderList connect_to_;
  // Before the handles, so that they go after them.
  Multi requests_;
  Multi streams_;  // null: there was none yet
  std::vector<Handle> idle_;
  Transfers transfers_;
  std::multimap<Clock::time_point, std::function<void()>> timers_;
};

}  // namespace

std::unique_ptr<RequestLoop> MakeCurlLoop(ClusterAccess access,
                                          ConnectionLimits connections) {
  return std::make_unique<CurlLoop>(std::move(access), connections);
}

}  // namespace bench
