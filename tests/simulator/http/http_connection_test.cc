#include "simulator/http/http_connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "simulator/api/api_server.h"

namespace bench {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// One client without a network: what was sent, and how it ended.
class Client : public HttpTransport {
 public:
  /// `handler` is asked for every request; by default they are only kept.
  explicit Client(HttpHandler handler = nullptr)
      : handler_([this, handler = std::move(handler)](HttpRequest request,
                                                      const auto& exchange) {
          requests.push_back(request);
          if (handler) return handler(std::move(request), exchange);
          exchanges.push_back(exchange);
        }),
        connection(
            std::make_shared<HttpConnection>(handler_, ServerRefusal, *this)) {}

  void Send(std::string_view bytes) override {
    sent += bytes;
    sending = true;
  }
  void Finish() override { finished = true; }
  void Abort() override { aborted = true; }

  /// The network carries everything.
  void Deliver() {
    while (std::exchange(sending, false)) connection->Sent();
  }
  void Receive(std::string_view bytes) {
    connection->Receive(bytes);
    Deliver();
  }
  std::string TakeSent() { return std::exchange(sent, ""); }

  std::vector<HttpRequest> requests;
  std::vector<std::shared_ptr<HttpExchange>> exchanges;
  std::string sent;
  bool sending = false;
  bool finished = false;
  bool aborted = false;

 private:
  HttpHandler handler_;

 public:
  // Goes first.
  std::shared_ptr<HttpConnection> connection;
};

constexpr const char* kGet = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

HttpAnswer Text(std::string text, int status = 200) {
  HttpAnswer answer;
  answer.status = status;
  answer.body = std::move(text);
  return answer;
}

TEST(HttpConnectionTest, ReadsARequestThatComesInPieces) {
  Client client;
  const std::string request =
      "POST /api?x=%20y HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\n"
      "Accept: application/json\r\nContent-Type: text/x\r\n"
      "Content-Length: 5\r\n\r\nhello";
  for (const char byte : request) client.Receive({&byte, 1});
  ASSERT_EQ(client.requests.size(), 1);
  const HttpRequest& read = client.requests.front();
  EXPECT_EQ(read.method, "POST");
  EXPECT_EQ(read.target, "/api?x=%20y");
  EXPECT_EQ(read.authorization, "Bearer t");
  EXPECT_EQ(read.accept, "application/json");
  EXPECT_EQ(read.content_type, "text/x");
  EXPECT_EQ(read.body, "hello");
}

TEST(HttpConnectionTest, ReadsABodyInChunks) {
  Client client;
  client.Receive(
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  ASSERT_EQ(client.requests.size(), 1);
  EXPECT_EQ(client.requests.front().body, "abcde");
}

TEST(HttpConnectionTest, SendsTheAnswer) {
  Client client;
  client.Receive(kGet);
  HttpAnswer answer = Text("wait", 429);
  answer.content_type = "text/x";
  answer.retry_after_s = 7;
  client.exchanges.at(0)->Answer(answer);
  client.Deliver();
  EXPECT_THAT(client.sent,
              AllOf(StartsWith("HTTP/1.1 429 Too Many Requests\r\n"),
                    HasSubstr("Content-Type: text/x\r\n"),
                    HasSubstr("Content-Length: 4\r\n"),
                    HasSubstr("Retry-After: 7\r\n"), EndsWith("\r\n\r\nwait")));
  EXPECT_FALSE(client.finished);
}

TEST(HttpConnectionTest, AnswersRequestsOneAfterTheOther) {
  Client client;
  client.Receive("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n");
  ASSERT_EQ(client.requests.size(), 1);
  client.exchanges.at(0)->Answer(Text("one"));
  EXPECT_EQ(client.requests.size(), 1);  // the first is still on its way
  client.Deliver();
  ASSERT_EQ(client.requests.size(), 2);
  EXPECT_EQ(client.requests.at(1).target, "/2");
  EXPECT_THAT(client.TakeSent(), EndsWith("\r\n\r\none"));
  client.exchanges.at(1)->Answer(Text("two"));
  client.Deliver();
  EXPECT_THAT(client.TakeSent(), EndsWith("\r\n\r\ntwo"));
}

TEST(HttpConnectionTest, WantsNoMoreWhileEnoughRequestsWait) {
  Client client;
  client.Receive(kGet);
  EXPECT_FALSE(client.connection->full());
  client.Receive(std::string(70'000, 'x'));
  EXPECT_TRUE(client.connection->full());
}

TEST(HttpConnectionTest, SaysContinueToAClientThatWaitsForIt) {
  Client client;
  client.Receive(
      "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.TakeSent(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.Receive("o");
  EXPECT_EQ(client.TakeSent(), "");
  client.Receive("k");
  ASSERT_EQ(client.requests.size(), 1);
  EXPECT_EQ(client.requests.front().body, "ok");
}

TEST(HttpConnectionTest, AnswersHeadWithoutABody) {
  Client client;
  client.Receive("HEAD / HTTP/1.1\r\n\r\n");
  client.exchanges.at(0)->Answer(Text("body"));
  EXPECT_THAT(client.sent,
              AllOf(HasSubstr("Content-Length: 4\r\n"), EndsWith("\r\n\r\n")));
}

TEST(HttpConnectionTest, EndsTheConnectionOfAClientThatAsksForIt) {
  for (const char* request : {"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                              "GET / HTTP/1.0\r\n\r\n"}) {
    Client client;
    client.Receive(request);
    client.exchanges.at(0)->Answer(Text("bye"));
    EXPECT_FALSE(client.finished);
    client.Deliver();
    EXPECT_TRUE(client.finished);
    EXPECT_THAT(client.sent, EndsWith("\r\n\r\nbye"));
  }
}

TEST(HttpConnectionTest, FinishesTheAnswerToAClientThatSendsNoMore) {
  Client client;
  client.Receive(kGet);
  client.exchanges.at(0)->Answer(Text("last"));
  client.connection->EndOfInput();
  EXPECT_FALSE(client.aborted);
  client.Deliver();
  EXPECT_TRUE(client.finished);
}

struct BadBytes {
  std::string name;
  std::string request;
  std::string status;
  std::string body;
};

class BadBytesTest : public testing::TestWithParam<BadBytes> {};

TEST_P(BadBytesTest, IsAnsweredAndEndsTheConnection) {
  Client client;
  client.Receive(GetParam().request);
  EXPECT_THAT(client.sent, AllOf(StartsWith(GetParam().status),
                                 HasSubstr("Connection: close\r\n"),
                                 EndsWith("\r\n\r\n" + GetParam().body)));
  EXPECT_TRUE(client.requests.empty());
  EXPECT_TRUE(client.finished);
  const std::string sent = client.sent;
  client.Receive(kGet);
  EXPECT_EQ(client.sent, sent);
}

const std::string kBad = "HTTP/1.1 400 Bad Request";
const std::string kTooLarge =
    R"({"apiVersion":"v1","code":413,"kind":"Status",)"
    R"("message":"Request entity too large: limit is 3145728","metadata":{},)"
    R"("reason":"RequestEntityTooLarge","status":"Failure"})";

INSTANTIATE_TEST_SUITE_P(
    All, BadBytesTest,
    testing::Values(
        BadBytes{"NotHttp", "hello\r\n\r\n", kBad, "400 Bad Request"},
        BadBytes{"Http2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", kBad,
                 "400 Bad Request"},
        BadBytes{"BadLength", "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                 kBad, "400 Bad Request"},
        BadBytes{"BadChunk",
                 "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                 kBad, "400 Bad Request"},
        BadBytes{
            "LongHead",
            "GET / HTTP/1.1\r\nA: " + std::string(70'000, 'a') + "\r\n\r\n",
            "HTTP/1.1 431 Request Header Fields Too Large",
            "431 Request Header Fields Too Large"},
        BadBytes{"LongBody",
                 "POST / HTTP/1.1\r\nContent-Length: 3145729\r\n\r\n",
                 "HTTP/1.1 413 ", kTooLarge},
        BadBytes{"LongChunkedBody",
                 "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "300001\r\n" +
                     std::string(0x300001, 'x') + "\r\n0\r\n\r\n",
                 "HTTP/1.1 413 ", kTooLarge}),
    [](const auto& refusal) { return refusal.param.name; });

TEST(HttpConnectionTest, RefusesAHeadThatNeverEnds) {
  Client client;
  client.Receive("GET / HTTP/1.1\r\n");
  const std::string line = "A: " + std::string(995, 'a') + "\r\n";
  for (int kilobytes = 0; kilobytes < 64; ++kilobytes) client.Receive(line);
  EXPECT_EQ(client.sent, "");
  for (int kilobytes = 0; kilobytes < 64; ++kilobytes) client.Receive(line);
  EXPECT_THAT(client.sent, StartsWith("HTTP/1.1 431 "));
}

TEST(HttpConnectionTest, TakesABodyOfJustTheLimit) {
  Client client;
  client.Receive("POST / HTTP/1.1\r\nContent-Length: 3145728\r\n\r\n");
  client.Receive(std::string(3145728, 'x'));
  ASSERT_EQ(client.requests.size(), 1);
  EXPECT_EQ(client.requests.front().body.size(), 3145728);
}

TEST(HttpConnectionTest, AnswersForAHandlerThatThrows) {
  Client client([](const HttpRequest&, const auto&) {
    throw std::runtime_error("no \"idea\"");
  });
  client.Receive(kGet);
  EXPECT_THAT(client.sent,
              StartsWith("HTTP/1.1 500 Internal Server Error\r\n"));
  const std::string body = client.sent.substr(client.sent.find("\r\n\r\n"));
  const auto status = nlohmann::json::parse(body);
  EXPECT_EQ(status.at("reason"), "InternalError");
  EXPECT_EQ(status.at("message"), "Internal error occurred: no \"idea\"");
  client.Receive(kGet);
  EXPECT_EQ(client.requests.size(), 2);
}

TEST(HttpConnectionTest, AnswersForAHandlerThatForgetsTo) {
  Client client([](const HttpRequest&, const auto&) {});
  client.Receive(kGet);
  EXPECT_THAT(client.sent, StartsWith("HTTP/1.1 500 "));
}

TEST(HttpConnectionTest, AnswersOnlyOnce) {
  Client client;
  client.Receive(std::string(kGet) + kGet);
  const auto first = client.exchanges.at(0);
  first->Answer(Text("one"));
  first->Answer(Text("again"));
  client.Deliver();
  ASSERT_EQ(client.exchanges.size(), 2);
  client.TakeSent();
  first->Answer(Text("to the next request"));
  first->Begin(200, "text/x");
  EXPECT_EQ(client.sent, "");
}

TEST(HttpConnectionTest, StreamsEachPartAsAChunk) {
  Client client;
  client.Receive(kGet);
  const auto stream = client.exchanges.at(0);
  stream->Begin(200, "application/json;stream=watch");
  client.Deliver();
  EXPECT_THAT(
      client.TakeSent(),
      AllOf(StartsWith("HTTP/1.1 200 OK\r\n"),
            HasSubstr("Content-Type: application/json;stream=watch"),
            HasSubstr("Transfer-Encoding: chunked\r\n"), EndsWith("\r\n\r\n")));
  stream->Write("{\"a\":1}\n");
  EXPECT_EQ(client.TakeSent(), "8\r\n{\"a\":1}\n\r\n");
  stream->Write("wait");  // until the first has gone out
  EXPECT_EQ(client.TakeSent(), "");
  client.Deliver();
  EXPECT_EQ(client.TakeSent(), "4\r\nwait\r\n");
  stream->Write("");  // would be the end
  stream->End();
  client.Deliver();
  EXPECT_EQ(client.TakeSent(), "0\r\n\r\n");
  stream->Write("too late");
  client.Receive(kGet);
  EXPECT_EQ(client.requests.size(), 2);
  EXPECT_EQ(client.sent, "");
}

TEST(HttpConnectionTest, StreamsWithoutChunksToHttp10) {
  Client client;
  client.Receive("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  const auto stream = client.exchanges.at(0);
  stream->Begin(200, "text/x");
  stream->Write("part");
  stream->End();
  client.Deliver();
  EXPECT_THAT(client.sent, AllOf(EndsWith("\r\n\r\npart"),
                                 Not(HasSubstr("Transfer-Encoding"))));
  EXPECT_TRUE(client.finished);
}

TEST(HttpConnectionTest, BreaksAStreamThatNobodyWillEnd) {
  Client client;
  client.Receive(kGet);
  client.exchanges.at(0)->Begin(200, "text/x");
  EXPECT_FALSE(client.aborted);
  client.exchanges.clear();
  EXPECT_TRUE(client.aborted);
}

TEST(HttpConnectionTest, LosesAClientThatLeavesTooMuchUnread) {
  Client client;
  client.Receive(kGet);
  const auto stream = client.exchanges.at(0);
  int closed = 0;
  stream->OnClosed([&] { ++closed; });
  stream->Begin(200, "text/x");  // goes out; nothing does after it
  const std::string part(std::size_t{1} << 20, 'x');
  for (int mib = 0; mib < 63; ++mib) stream->Write(part);
  EXPECT_FALSE(client.aborted);
  for (int mib = 0; mib < 2; ++mib) stream->Write(part);
  EXPECT_TRUE(client.aborted);
  EXPECT_EQ(closed, 0);  // not in the middle of a call
  client.connection->Gone();
  EXPECT_EQ(closed, 1);
}

TEST(HttpConnectionTest, TellsOnceThatAnAnswerHasEnded) {
  Client client;
  client.Receive(kGet);
  int closed = 0;
  client.exchanges.at(0)->OnClosed([&] { ++closed; });
  client.exchanges.at(0)->Answer(Text("x"));
  EXPECT_EQ(closed, 0);
  client.Deliver();
  EXPECT_EQ(closed, 1);
  client.connection->Gone();
  EXPECT_EQ(closed, 1);
}

TEST(HttpConnectionTest, TellsOnceThatTheClientHasGone) {
  Client client;
  client.Receive(kGet);
  int closed = 0;
  const auto exchange = client.exchanges.at(0);
  exchange->OnClosed([&] { ++closed; });
  client.connection->EndOfInput();
  EXPECT_TRUE(client.aborted);
  client.connection->Gone();
  client.connection->Gone();
  EXPECT_EQ(closed, 1);
  exchange->Answer(Text("to nobody"));
  EXPECT_EQ(client.sent, "");
}

TEST(HttpConnectionTest, TellsAtOnceWhatHasBeen) {
  Client client;
  client.Receive(kGet);
  const auto exchange = client.exchanges.at(0);
  exchange->Answer(Text("x"));
  client.Deliver();
  std::vector<std::string> told;
  exchange->OnClosed([&] { told.emplace_back("ended"); });
  client.Receive(kGet);
  const auto other = client.exchanges.at(1);
  client.connection.reset();
  other->OnClosed([&] { told.emplace_back("gone"); });
  EXPECT_THAT(told, ElementsAre("ended", "gone"));
}

TEST(HttpConnectionTest, KnowsWhoseTurnItIs) {
  using Turn = HttpConnection::Turn;
  Client client;
  EXPECT_EQ(client.connection->turn(), Turn::kNobody);
  client.Receive("GET /");
  EXPECT_EQ(client.connection->turn(), Turn::kClient);
  client.Receive(" HTTP/1.1\r\n\r\n");
  EXPECT_EQ(client.connection->turn(), Turn::kHandler);
  client.exchanges.at(0)->Answer(Text("x"));
  EXPECT_EQ(client.connection->turn(), Turn::kNetwork);
  client.Deliver();
  EXPECT_EQ(client.connection->turn(), Turn::kNobody);
}

}  // namespace
}  // namespace bench
