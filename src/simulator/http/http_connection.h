#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "simulator/http/http_message.h"
#include "simulator/http/http_server.h"

namespace bench {

/// Carries what a connection has to say.
class HttpTransport {
 public:
  virtual ~HttpTransport() = default;

  /// Calls Sent of the connection once all has gone out, never at once. `bytes`
  /// stay where they are until then.
  virtual void Send(std::string_view bytes) = 0;
  /// Ends the connection in order: what was sent can be read. Calls Gone once
  /// it is over, never at once.
  virtual void Finish() = 0;
  /// Ends it as it is, and calls Gone, never at once.
  virtual void Abort() = 0;
};

/// What HTTP/1.1 and the handler make of one client's bytes, requests one after
/// the other. Knows neither sockets nor time: whoever does owns it, and tells
/// it what happens. An interface between the two so that tests and the fuzzer
/// can be the network.
class HttpConnection final
    : public std::enable_shared_from_this<HttpConnection> {
 public:
  /// Handler and transport outlive it.
  HttpConnection(const HttpHandler& handler, HttpRefusal refusal,
                 HttpTransport& transport);

  /// Bytes have come.
  void Receive(std::string_view bytes);
  /// None will come any more.
  void EndOfInput();
  /// What was given to Send has gone out.
  void Sent();
  /// The connection is over.
  void Gone();

  /// Whose turn it is.
  enum class Turn { kNobody, kClient, kHandler, kNetwork };
  Turn turn() const;
  /// So much has come ahead of its turn that no more should be read for now.
  bool full() const;

 private:
  class Exchange;
  enum class State {
    kIdle,
    kReceiving,
    kAnswering,  // the handler has the request
    kStreaming,  // and has begun to answer
    kSending,    // the answer is whole, not all of it has gone out
    kClosed,
  };

  void Advance();
  void Dispatch();
  void Refuse(const HttpAnswer& answer);
  void Fail(const std::string& why);
  void Complete();
  void Flush();
  void Close(void (HttpTransport::*how)());
  void TellClosed();
  bool IsAnswering(std::uint64_t id, State state) const {
    return id == id_ && state == state_;
  }

  const HttpHandler& handler_;
  const HttpRefusal refusal_;
  HttpTransport& transport_;
  RequestReader reader_;
  std::string received_;   // and not yet read
  std::string pending_;    // to be sent next
  std::string in_flight_;  // being sent
  State state_ = State::kIdle;
  bool continued_ = false;  // this request's client was told to go on

  // The request that is being answered, numbered so that an exchange that
  // outlives it does not answer the next one.
  std::uint64_t id_ = 0;
  AnswerForm form_;
  std::function<void()> on_closed_;
};

}  // namespace bench
