#include "kubernetes/curl_api.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <mutex>
#include <new>
#include <string>
#include <utility>

#include "kubernetes/identity.h"
#include "kubernetes/proxy.h"
#include "kubernetes/server_address.h"
#include "util/error.h"
#include "util/free_with.h"

namespace bench {
namespace {

constexpr long kConnectTimeoutSeconds = 5;
constexpr long kRequestTimeoutSeconds = 30;

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

void InitializeCurl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

// The signature is libcurl's.
std::size_t AppendBody(char* data, std::size_t size, std::size_t count,
                       void* body) {
  static_cast<std::string*>(body)->append(data, size * count);
  return size * count;
}

// Certificates are kept by reference: `text` lives as long as the client.
void SetBlob(CURL* handle, CURLoption option, std::string& text) {
  if (text.empty()) return;
  curl_blob blob{text.data(), text.size(), CURL_BLOB_NOCOPY};
  curl_easy_setopt(handle, option, &blob);
}

bool IsUnknownToServer(const Response& response) {
  return response.status == 401;
}

class CurlApi final : public Api {
 public:
  CurlApi(ClusterAccess access, long connections)
      : access_(std::move(access)),
        address_(ParseServerAddress(access_)),
        source_(access_) {
    InitializeCurl();
    multi_.reset(curl_multi_init());
    if (multi_ == nullptr) throw Error("libcurl cannot be initialized");
    curl_multi_setopt(multi_.get(), CURLMOPT_MAX_HOST_CONNECTIONS, connections);
    if (!address_.connect_to.empty()) Append(connect_to_, address_.connect_to);
  }

  using Api::Send;
  std::vector<Response> Send(std::span<const Request> requests) override {
    std::vector<Response> responses = SendOnce(requests);
    if (std::ranges::any_of(responses, IsUnknownToServer) && source_.Forget()) {
      SendAgain(requests, responses);
    }
    return responses;
  }

 private:
  /// One request on its way.
  struct Transfer {
    std::string url;
    HeaderList headers;
    std::array<char, CURL_ERROR_SIZE> error{};
    Response response;
  };

  std::vector<Response> SendOnce(std::span<const Request> requests) {
    try {
      Become(source_.Current());
    } catch (const Error& error) {
      return std::vector<Response>(requests.size(),
                                   Response{.error = error.what()});
    }
    while (handles_.size() < requests.size()) handles_.push_back(NewHandle());
    std::vector<Transfer> transfers(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
      Begin(handles_[i].get(), requests[i], transfers[i]);
    }
    Drive();
    std::vector<Response> responses;
    responses.reserve(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
      curl_multi_remove_handle(multi_.get(), handles_[i].get());
      // What was set to the transfer's address must not outlive it.
      curl_easy_setopt(handles_[i].get(), CURLOPT_ERRORBUFFER, nullptr);
      curl_easy_setopt(handles_[i].get(), CURLOPT_HTTPHEADER, nullptr);
      responses.push_back(std::move(transfers[i].response));
    }
    return responses;
  }

  /// Those that the server did not take from us, as we are known now.
  void SendAgain(std::span<const Request> requests,
                 std::vector<Response>& responses) {
    std::vector<Request> again;
    for (std::size_t i = 0; i < requests.size(); ++i) {
      if (IsUnknownToServer(responses[i])) again.push_back(requests[i]);
    }
    std::vector<Response> answers = SendOnce(again);
    auto answer = answers.begin();
    for (Response& response : responses) {
      if (IsUnknownToServer(response)) response = std::move(*answer++);
    }
  }

  void Become(Identity identity) {
    identity_.headers = std::move(identity.headers);
    if (identity.client_certificate == identity_.client_certificate &&
        identity.client_key == identity_.client_key) {
      return;
    }
    // They hold the old certificate, by reference.
    handles_.clear();
    identity_.client_certificate = std::move(identity.client_certificate);
    identity_.client_key = std::move(identity.client_key);
  }

  Easy NewHandle() {
    Easy easy(curl_easy_init());
    if (easy == nullptr) throw std::bad_alloc();
    CURL* handle = easy.get();
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "helm-bench");
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectTimeoutSeconds);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, kRequestTimeoutSeconds);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION,
                     static_cast<long>(CURL_HTTP_VERSION_2TLS));
    // Wait and see whether the first connection can carry many.
    curl_easy_setopt(handle, CURLOPT_PIPEWAIT, 1L);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, AppendBody);
    if (!access_.disable_compression) {
      curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
    }
    SetTls(handle);
    SetProxy(handle);
    return easy;
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
    SetBlob(handle, CURLOPT_SSLCERT_BLOB, identity_.client_certificate);
    SetBlob(handle, CURLOPT_SSLKEY_BLOB, identity_.client_key);
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

  void Begin(CURL* handle, const Request& request, Transfer& transfer) {
    transfer.url = address_.base + request.path;
    Append(transfer.headers, "Accept: " + request.accept);
    if (!request.body.empty()) {
      Append(transfer.headers, "Content-Type: " + request.content_type);
    }
    for (const std::string& header : identity_.headers) {
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
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer.response.body);
    curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer.error.data());
    curl_easy_setopt(handle, CURLOPT_PRIVATE, &transfer);
    transfer.response.error = "libcurl did not end this request";
    curl_multi_add_handle(multi_.get(), handle);
  }

  /// Until every transfer has ended.
  void Drive() {
    int running = 1;
    while (running > 0) {
      if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) return;
      int queued = 0;
      while (CURLMsg* message = curl_multi_info_read(multi_.get(), &queued)) {
        if (message->msg == CURLMSG_DONE) End(*message);
      }
      if (running > 0) {
        curl_multi_poll(multi_.get(), nullptr, 0, 1000, nullptr);
      }
    }
  }

  static void End(const CURLMsg& message) {
    char* pointer = nullptr;
    curl_easy_getinfo(message.easy_handle, CURLINFO_PRIVATE, &pointer);
    auto& transfer = *reinterpret_cast<Transfer*>(pointer);
    Response& response = transfer.response;
    response.error.clear();
    if (message.data.result == CURLE_OK) {
      long status = 0;
      curl_easy_getinfo(message.easy_handle, CURLINFO_RESPONSE_CODE, &status);
      response.status = static_cast<int>(status);
      return;
    }
    response.body.clear();
    response.error = transfer.error[0] != '\0'
                         ? transfer.error.data()
                         : curl_easy_strerror(message.data.result);
  }

  ClusterAccess access_;
  ServerAddress address_;
  IdentitySource source_;
  // Handles refer to it.
  Identity identity_;
  HeaderList connect_to_;
  // Before the handles, so that it goes after them.
  Multi multi_;
  std::vector<Easy> handles_;
};

}  // namespace

std::unique_ptr<Api> MakeCurlApi(ClusterAccess access, long connections) {
  return std::make_unique<CurlApi>(std::move(access), connections);
}

}  // namespace bench
