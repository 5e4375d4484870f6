#include "simulator/http/http_connection.h"

#include <cstddef>
#include <exception>
#include <utility>

namespace bench {
namespace {

// Of requests that come while another one is answered.
constexpr std::size_t kReadAhead = std::size_t{64} << 10;
// What a client may leave unread of a watch.
constexpr std::size_t kMaxUnsent = std::size_t{64} << 20;
// A buffer that grew beyond this for one answer is not kept for the next.
constexpr std::size_t kKeptCapacity = std::size_t{1} << 20;

}  // namespace

/// Reaches the connection for as long as it is there and has not gone on to
/// another request.
class HttpConnection::Exchange final : public HttpExchange {
 public:
  Exchange(std::weak_ptr<HttpConnection> connection, std::uint64_t id)
      : connection_(std::move(connection)), id_(id) {}

  // Nobody is left to answer.
  ~Exchange() override {
    if (const auto connection = In(State::kAnswering)) {
      connection->Fail("the request was not answered");
    } else if (const auto stream = In(State::kStreaming)) {
      stream->Fail("");
    }
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  void Answer(HttpAnswer answer) override {
    const auto connection = In(State::kAnswering);
    if (!connection) return;
    AppendAnswer(connection->pending_, answer, connection->form_);
    connection->Complete();
  }

  void Begin(int status, std::string content_type) override {
    const auto connection = In(State::kAnswering);
    if (!connection) return;
    connection->state_ = State::kStreaming;
    AnswerForm& form = connection->form_;
    if (form.version < 11) form.keep_alive = false;
    AppendStreamHead(connection->pending_, status, content_type, form);
    connection->Flush();
  }

  void Write(std::string part) override {
    const auto connection = In(State::kStreaming);
    if (!connection || part.empty() || connection->form_.without_body) return;
    std::string& pending = connection->pending_;
    if (connection->form_.version < 11) {
      pending += part;
    } else {
      AppendChunk(pending, part);
    }
    connection->Flush();
    if (pending.size() + connection->in_flight_.size() > kMaxUnsent) {
      connection->Fail("");
    }
  }

  void End() override {
    const auto connection = In(State::kStreaming);
    if (!connection) return;
    const AnswerForm& form = connection->form_;
    if (form.version >= 11 && !form.without_body) {
      AppendLastChunk(connection->pending_);
    }
    connection->Complete();
  }

  void OnClosed(std::function<void()> callback) override {
    const auto connection = connection_.lock();
    if (!connection || connection->id_ != id_) return callback();
    connection->on_closed_ = std::move(callback);
  }

 private:
  // Null when it is not in that state.
  std::shared_ptr<HttpConnection> In(State state) const {
    auto connection = connection_.lock();
    if (connection && !connection->IsAnswering(id_, state)) connection.reset();
    return connection;
  }

  std::weak_ptr<HttpConnection> connection_;
  std::uint64_t id_;
};

HttpConnection::HttpConnection(const HttpHandler& handler, HttpRefusal refusal,
                               HttpTransport& transport)
    : handler_(handler), refusal_(refusal), transport_(transport) {}

void HttpConnection::Receive(std::string_view bytes) {
  const bool last = state_ == State::kSending && !form_.keep_alive;
  if (last || state_ == State::kClosed) return;
  received_ += bytes;
  Advance();
}

void HttpConnection::EndOfInput() {
  if (state_ == State::kSending) {
    form_.keep_alive = false;
  } else {
    Close(&HttpTransport::Abort);
  }
}

// Reads the next request, unless one is being answered.
void HttpConnection::Advance() {
  if (state_ != State::kIdle && state_ != State::kReceiving) return;
  if (received_.empty()) return;
  state_ = State::kReceiving;
  received_.erase(0, reader_.Feed(received_));
  switch (reader_.state()) {
    case RequestReader::State::kUnfinished:
      if (!continued_ && reader_.expects_continue()) {
        continued_ = true;
        AppendContinue(pending_);
        Flush();
      }
      return;
    case RequestReader::State::kWhole:
      return Dispatch();
    case RequestReader::State::kMalformed:
      return Refuse(PlainRefusal(400, "400 Bad Request"));
    case RequestReader::State::kHeadTooLarge:
      return Refuse(PlainRefusal(431, "431 Request Header Fields Too Large"));
    case RequestReader::State::kBodyTooLarge:
      return Refuse(refusal_(413, "limit is 3145728"));
  }
}

void HttpConnection::Dispatch() {
  state_ = State::kAnswering;
  continued_ = false;
  ++id_;
  form_ = reader_.form();
  // Held here, so that it is not taken for given up when the handler throws.
  const auto exchange = std::make_shared<Exchange>(weak_from_this(), id_);
  try {
    handler_(reader_.Take(), exchange);
  } catch (const std::exception& error) {
    Fail(error.what());
  }
}

// What cannot be read: nor can what comes after it.
void HttpConnection::Refuse(const HttpAnswer& answer) {
  received_.clear();
  form_ = {.keep_alive = false};
  AppendAnswer(pending_, answer, form_);
  Complete();
}

// The request cannot be answered as it should be.
void HttpConnection::Fail(const std::string& why) {
  if (state_ == State::kAnswering) {
    AppendAnswer(pending_, refusal_(500, why), form_);
    Complete();
  } else if (state_ == State::kStreaming) {
    Close(&HttpTransport::Abort);
  }
}

void HttpConnection::Complete() {
  state_ = State::kSending;
  Flush();
}

void HttpConnection::Flush() {
  if (!in_flight_.empty() || pending_.empty()) return;
  in_flight_.swap(pending_);
  transport_.Send(in_flight_);
}

void HttpConnection::Sent() {
  in_flight_.clear();
  if (in_flight_.capacity() > kKeptCapacity) in_flight_ = {};
  if (state_ == State::kClosed) return;
  Flush();
  if (!in_flight_.empty() || state_ != State::kSending) return;
  if (form_.keep_alive) {
    state_ = State::kIdle;
  } else {
    Close(&HttpTransport::Finish);
  }
  TellClosed();
  Advance();
}

// Gone follows.
void HttpConnection::Close(void (HttpTransport::*how)()) {
  if (state_ == State::kClosed) return;
  state_ = State::kClosed;
  (transport_.*how)();
}

void HttpConnection::Gone() {
  state_ = State::kClosed;
  TellClosed();
}

void HttpConnection::TellClosed() {
  ++id_;
  if (const auto callback = std::exchange(on_closed_, nullptr)) callback();
}

HttpConnection::Turn HttpConnection::turn() const {
  switch (state_) {
    case State::kIdle:
      return Turn::kNobody;
    case State::kReceiving:
      return Turn::kClient;
    case State::kAnswering:
    case State::kStreaming:
      return Turn::kHandler;
    case State::kSending:
    case State::kClosed:
      break;
  }
  return Turn::kNetwork;
}

bool HttpConnection::full() const { return received_.size() > kReadAhead; }

}  // namespace bench
