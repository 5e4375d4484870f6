#include "report/svg.h"

#include <fmt/format.h>

#include <pugixml.hpp>
#include <sstream>
#include <string_view>

#include "report/gnuplot.h"
#include "util/error.h"
#include "util/printable.h"

namespace bench {
namespace {

// All that may stand in a picture, each between two spaces.
constexpr std::string_view kShapes =
    " svg g defs path circle rect use text polygon polyline line tspan "
    "clipPath ";
constexpr std::string_view kAttributes =
    " d x y x1 x2 y1 y2 r cx cy id fill width height points stroke transform "
    "viewBox xml:space xlink:href stroke-width font-size font-family "
    "text-anchor fill-opacity fill-rule stroke-linecap stroke-linejoin "
    "stroke-dasharray clip-path color xmlns xmlns:xlink stroke-opacity ";

bool Holds(std::string_view all, std::string_view one) {
  return all.find(fmt::format(" {} ", one)) != all.npos;
}

// gnuplot writes "rgb(  1,   1,   1)" and "rgb(1,1,1)".
bool IsColor(std::string value, unsigned color) {
  std::erase(value, ' ');
  return value == fmt::format("rgb({},{},{})", color >> 16, color >> 8 & 0xFF,
                              color & 0xFF);
}

void CleanAttributes(pugi::xml_node node, const std::string& prefix) {
  for (pugi::xml_attribute attribute = node.first_attribute(); attribute;) {
    const pugi::xml_attribute next = attribute.next_attribute();
    const std::string value = attribute.value();
    const std::string_view name = attribute.name();
    if (!Holds(kAttributes, name) ||
        (name == "xlink:href" && !value.starts_with("#"))) {
      node.remove_attribute(attribute);
    } else if (name == "id") {
      attribute = (prefix + value).c_str();
    } else if (name == "xlink:href") {
      attribute = ("#" + prefix + value.substr(1)).c_str();
    } else if (value.starts_with("url(#")) {
      attribute = ("url(#" + prefix + value.substr(5)).c_str();
    } else if (IsColor(value, kInk) || value == "black") {
      attribute = "var(--ink)";
    } else if (IsColor(value, kGrid)) {
      attribute = "var(--grid)";
    }
    attribute = next;
  }
}

bool IsWords(pugi::xml_node node) {
  const std::string_view text = node.value();
  return node.type() == pugi::node_pcdata &&
         text.find_first_not_of(" \t\r\n") != text.npos;
}

void Clean(pugi::xml_node node, const std::string& prefix) {
  CleanAttributes(node, prefix);
  for (pugi::xml_node child = node.first_child(); child;) {
    const pugi::xml_node next = child.next_sibling();
    if (child.type() == pugi::node_element && Holds(kShapes, child.name())) {
      Clean(child, prefix);
    } else if (!IsWords(child)) {
      node.remove_child(child);
    }
    child = next;
  }
}

// The picture's own words, before what is drawn.
void AddTitle(pugi::xml_node svg, const Picture& picture,
              const std::string& prefix) {
  pugi::xml_node description = svg.prepend_child("desc");
  description.append_attribute("id") = (prefix + "desc").c_str();
  description.text() = Printable(picture.alt).c_str();
  pugi::xml_node title = svg.prepend_child("title");
  title.append_attribute("id") = (prefix + "title").c_str();
  title.text() = picture.title.c_str();
  svg.append_attribute("role") = "img";
  svg.append_attribute("aria-labelledby") =
      fmt::format("{0}title {0}desc", prefix).c_str();
}

/// Cleaned, with its title; `style` is put in front of what is drawn.
std::string MakeSvg(const std::string& text, const Picture& picture,
                    const char* style) {
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer(
      text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  pugi::xml_node svg = document.child("svg");
  if (!parsed || !svg) {
    throw Error("the {} picture is not SVG: {}", picture.name,
                parsed ? "no svg element" : parsed.description());
  }
  const std::string prefix = picture.name + "-";
  Clean(svg, prefix);
  svg.remove_attribute("width");
  svg.remove_attribute("height");
  AddTitle(svg, picture, prefix);
  if (style != nullptr) svg.prepend_child("style").text() = style;
  std::ostringstream out;
  svg.print(out, "", pugi::format_raw);
  return out.str();
}

constexpr const char* kOwnColors =
    "svg{--ink:#1b1f24;--grid:#d0d4d9}"
    "@media(prefers-color-scheme:dark){svg{--ink:#e6e8eb;--grid:#3a4048}}";

}  // namespace

std::string EmbeddedSvg(const std::string& svg, const Picture& picture) {
  return MakeSvg(svg, picture, nullptr);
}

std::string StandaloneSvg(const std::string& svg, const Picture& picture) {
  return MakeSvg(svg, picture, kOwnColors) + "\n";
}

}  // namespace bench
