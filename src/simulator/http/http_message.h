#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "simulator/http/http_server.h"

namespace bench {

/// What an answer owes to its request.
struct AnswerForm {
  unsigned version = 11;  // HTTP/1.1; 10: HTTP/1.0, which knows no chunks
  bool keep_alive = true;
  bool without_body = false;  // to HEAD
};

/// Makes requests of bytes, one after the other.
class RequestReader {
 public:
  enum class State {
    kUnfinished,
    kWhole,  // Take it
    // Nothing can be read any more:
    kMalformed,
    kHeadTooLarge,
    kBodyTooLarge,
  };

  RequestReader();
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  /// Reads up to the end of one request; how many bytes were used. Those that
  /// were not are to be given again, with more behind them.
  std::size_t Feed(std::string_view bytes);

  State state() const { return state_; }
  /// The client waits for "100 Continue" before it sends the body.
  bool expects_continue() const;

  /// Of a whole request. Feed begins with the next one afterwards.
  AnswerForm form() const;
  HttpRequest Take();

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
  State state_ = State::kUnfinished;
};

/// Each appends to `out`.
void AppendContinue(std::string& out);
void AppendAnswer(std::string& out, const HttpAnswer& answer, AnswerForm form);
/// The head of an answer in chunks; to HTTP/1.0: one that ends with the
/// connection.
void AppendStreamHead(std::string& out, int status,
                      std::string_view content_type, AnswerForm form);
/// `part` is not empty: that would be the end.
void AppendChunk(std::string& out, std::string_view part);
void AppendLastChunk(std::string& out);

}  // namespace bench
