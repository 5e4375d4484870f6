#include "simulator/http/http_message.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/buffer_traits.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>
#include <optional>
#include <utility>

namespace bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::uint32_t kHeadLimit = 64U << 10;
// As k8s.io/apiserver has it (MaxRequestBodyBytes).
constexpr std::uint64_t kBodyLimit = 3U << 20;

template <typename Buffers>
void AppendBuffers(std::string& out, const Buffers& buffers) {
  for (const asio::const_buffer buffer : beast::buffers_range_ref(buffers)) {
    out.append(static_cast<const char*>(buffer.data()), buffer.size());
  }
}

void AppendHead(std::string& out, http::response<http::empty_body>& head) {
  http::response_serializer<http::empty_body> serializer(head);
  serializer.split(true);
  error_code error;
  while (!serializer.is_header_done()) {
    serializer.next(error, [&](error_code&, const auto& buffers) {
      AppendBuffers(out, buffers);
      serializer.consume(beast::buffer_bytes(buffers));
    });
  }
}

http::response<http::empty_body> Head(int status, std::string_view content_type,
                                      AnswerForm form) {
  http::response<http::empty_body> head;
  head.version(form.version);
  head.result(static_cast<unsigned>(status));
  head.keep_alive(form.keep_alive);
  head.set(http::field::cache_control, "no-cache, private");
  head.set(http::field::content_type,
           beast::string_view(content_type.data(), content_type.size()));
  return head;
}

}  // namespace

struct RequestReader::Parser {
  using Message = http::request_parser<http::string_body>;

  // One parser reads one message.
  Message& Begin() {
    head_size = 0;
    message.emplace();
    message->header_limit(kHeadLimit);
    message->body_limit(kBodyLimit);
    message->eager(true);
    return *message;
  }

  std::optional<Message> message;
  // What has been used of a head that is not whole: Beast limits only the rest.
  std::size_t head_size = 0;
};

RequestReader::RequestReader() : parser_(std::make_unique<Parser>()) {
  parser_->Begin();
}
RequestReader::~RequestReader() = default;

std::size_t RequestReader::Feed(std::string_view bytes) {
  Parser::Message& message = *parser_->message;
  error_code error;
  const std::size_t used =
      message.put(asio::buffer(bytes.data(), bytes.size()), error);
  if (!message.is_header_done()) parser_->head_size += used;
  if (error == http::error::header_limit || parser_->head_size > kHeadLimit) {
    state_ = State::kHeadTooLarge;
  } else if (error == http::error::body_limit) {
    state_ = State::kBodyTooLarge;
  } else if (error && error != http::error::need_more) {
    state_ = State::kMalformed;
  } else if (message.is_done()) {
    state_ = State::kWhole;
  }
  return used;
}

bool RequestReader::expects_continue() const {
  const Parser::Message& message = *parser_->message;
  return message.is_header_done() && message.get().version() >= 11 &&
         beast::iequals(message.get()[http::field::expect], "100-continue");
}

AnswerForm RequestReader::form() const {
  const auto& request = parser_->message->get();
  return {.version = request.version(),
          .keep_alive = request.keep_alive(),
          .without_body = request.method() == http::verb::head};
}

HttpRequest RequestReader::Take() {
  auto message = parser_->message->release();
  const auto field = [&](http::field name) {
    return std::string(message[name]);
  };
  HttpRequest request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.content_type = field(http::field::content_type);
  request.accept = field(http::field::accept);
  request.authorization = field(http::field::authorization);
  request.body = std::move(message.body());
  parser_->Begin();
  state_ = State::kUnfinished;
  return request;
}

void AppendContinue(std::string& out) {
  http::response<http::empty_body> head(http::status::continue_, 11);
  AppendHead(out, head);
}

void AppendAnswer(std::string& out, const HttpAnswer& answer, AnswerForm form) {
  auto head = Head(answer.status, answer.content_type, form);
  head.content_length(answer.body.size());
  if (answer.retry_after_s > 0) {
    head.set(http::field::retry_after, std::to_string(answer.retry_after_s));
  }
  AppendHead(out, head);
  if (!form.without_body) out += answer.body;
}

void AppendStreamHead(std::string& out, int status,
                      std::string_view content_type, AnswerForm form) {
  auto head = Head(status, content_type, form);
  if (form.version >= 11) head.chunked(true);
  AppendHead(out, head);
}

void AppendChunk(std::string& out, std::string_view part) {
  AppendBuffers(out, http::make_chunk(asio::buffer(part.data(), part.size())));
}

void AppendLastChunk(std::string& out) {
  AppendBuffers(out, http::make_chunk_last());
}

}  // namespace bench
