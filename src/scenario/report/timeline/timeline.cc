#include "scenario/report/timeline/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scenario/report/markup.h"
#include "scenario/report/timeline/layout.h"
#include "scenario/report/timeline/periods.h"

namespace aws::scenario {
namespace {

constexpr double kWidth = 1200;
constexpr double kGutter = 200;  // left of the axis, for the names of rows
constexpr double kRight = kWidth - 14;
constexpr double kCharacter = 6.5;  // of a label, about
constexpr double kPitch = 5;        // of the marks of answers, one above the other
constexpr double kMarkWidth = 4.2;
constexpr std::size_t kMostLevels = 12;  // of marks above each other, as many as there are answers to a look
constexpr double kStageRow = 14, kStageWidth = 1.15;  // of bold letters
constexpr double kChangeRow = 18, kLane = 26, kBar = 16;
constexpr double kLeastBar = 4;  // so that it is seen, however short the time
constexpr double kPadding = 6;

std::string number(double value) { return fmt::format("{:.1f}", value); }

double width_of(std::string_view text) { return static_cast<double>(text.size()) * kCharacter; }

// What an answer looks like: a class of the page's style, and a path around the point at which it begins.
struct Mark {
  const char* style;
  const char* path;
};

Mark mark(Answer answer) {
  switch (answer) {
    case Answer::kReal:
      return {"mark dot real", "h0"};
    case Answer::kStatic:
      return {"mark solid static", "m0-2.5l2.5 2.5-2.5 2.5-2.5-2.5z"};
    case Answer::kError:
      return {"mark line error", "m-1.9-1.9l3.8 3.8m0-3.8l-3.8 3.8"};
    case Answer::kOther:
      return {"mark solid other", "m0-2.4l2.3 4.2h-4.6z"};
    case Answer::kNone:
      break;
  }
  return {"mark line none", "m-2.4 0h4.8"};
}

class Timeline {
 public:
  explicit Timeline(const Report& report) : report_(report) {
    axis_ = {
        .begin = report.stages.front().began, .end = report.stages.front().began, .left = kGutter, .right = kRight};
    for (const StageResult& stage : report.stages) axis_.end = std::max(axis_.end, stage.began + stage.seconds);
    if (axis_.end <= axis_.begin) axis_.end = axis_.begin + 1;
  }

  std::string draw() {
    svg_ = add(document_, "svg",
               {{"class", "timeline"}, {"role", "img"}, {"aria-labelledby", "timeline-title timeline-text"}});
    add(svg_, "title", {{"id", "timeline-title"}}, "Timeline of the stages, the answers and the health of the targets");
    add(svg_, "desc", {{"id", "timeline-text"}}, description());
    hatching();
    bands_ = add(svg_, "g");
    grid_ = add(svg_, "g");
    stages();
    changes();
    experiments();
    replies();
    health();
    ground();
    svg_.append_attribute("viewBox") = fmt::format("0 0 {} {:.0f}", kWidth, y_).c_str();
    return to_text(document_);
  }

 private:
  std::string description() const {
    std::string text = fmt::format("From {:.1f} s to {:.1f} s after the run's start.", axis_.begin, axis_.end);
    for (const StageResult& stage : report_.stages) {
      text += fmt::format(" Stage {} begins at {:.1f} s.", stage.name, stage.began);
    }
    return text + " All that it shows stands in the tables below it, too.";
  }

  // What is unhealthy is known without its colour.
  void hatching() {
    auto pattern = add(add(svg_, "defs"), "pattern",
                       {{"id", "hatching"}, {"width", "6"}, {"height", "6"}, {"patternUnits", "userSpaceOnUse"}});
    pattern.append_attribute("patternTransform") = "rotate(45)";
    add(pattern, "rect", {{"class", "unhealthy"}, {"width", "6"}, {"height", "6"}});
    add(pattern, "path", {{"class", "hatch"}, {"d", "M0 0v6"}});
  }

  pugi::xml_node text(double x, double y, const std::string& style, const std::string& words) {
    return add(svg_, "text", {{"x", number(x)}, {"y", number(y)}, {"class", style}}, words);
  }

  void heading(const char* words) {
    y_ += 14;
    text(0, y_ + 12, "heading", words);
    y_ += 22;
  }

  // Names in as many rows as they need, by turns, with a line from each to where its stage begins.
  void stages() {
    std::vector<std::string> names;
    double width = 0;
    for (const StageResult& stage : report_.stages) {
      names.push_back(fmt::format("{} {}{}", names.size() + 1, stage.name, stage.ok ? "" : " WRONG"));
      width += kStageWidth * width_of(names.back());
    }
    const auto rows = static_cast<std::size_t>(width / (kRight - kGutter)) + 1;
    text(0, kStageRow, "heading", "Stages");
    bands_top_ = kStageRow * static_cast<double>(rows) + 26;
    for (std::size_t row = 0; row < rows; ++row) row_of_stages(names, row, rows);
    y_ = bands_top_;
  }

  void row_of_stages(const std::vector<std::string>& names, std::size_t row, std::size_t rows) {
    std::vector<Label> labels;
    for (std::size_t i = row; i < names.size(); i += rows) {
      labels.push_back({.wanted = axis_.place(report_.stages[i].began), .width = kStageWidth * width_of(names[i])});
    }
    const double y = kStageRow * static_cast<double>(row + 1);
    const auto at = places(labels, kRight);
    for (std::size_t i = row, n = 0; i < names.size(); i += rows, ++n) {
      const std::string leader =
          fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}", at[n] + 3, y + 4, labels[n].wanted, bands_top_);
      add(svg_, "path", {{"class", "leader"}, {"d", leader}});
      text(at[n], y, report_.stages[i].ok ? "stage" : "stage wrong", names[i]);
    }
  }

  // One below the other, each beside its moment, which a line marks further down as well.
  void changes() {
    heading("Changes");
    for (const StageResult& stage : report_.stages) {
      for (const Change& change : stage.changes) {
        const double x = axis_.place(change.at);
        const bool fits = x + 10 + width_of(change.what) < kRight;
        const double middle = y_ + kChangeRow / 2;
        changes_.emplace_back(x, middle);
        add(svg_, "path", {{"class", "change"}, {"d", fmt::format("M{:.1f} {:.1f}l-4.5-8h9z", x, middle + 4)}});
        text(fits ? x + 10 : x - 10, middle + 4, fits ? "label" : "label before", change.what);
        y_ += kChangeRow;
      }
    }
  }

  // From its start to its end; to the picture's, of one that nobody stopped.
  void experiments() {
    if (report_.experiments.empty()) return;
    heading("Experiments");
    for (const ExperimentResult& experiment : report_.experiments) {
      y_ += kLane;
      const double from = axis_.place(experiment.from);
      const double to = axis_.place(experiment.to > experiment.from ? experiment.to : axis_.end);
      const double middle = y_ - kLane / 2;
      const auto rectangle = add(svg_, "rect",
                                 {{"class", "bar experiment"},
                                  {"x", number(from)},
                                  {"y", number(middle - kBar / 2)},
                                  {"width", number(std::max(kLeastBar, to - from))},
                                  {"height", number(kBar)}});
      add(rectangle, "title", {},
          fmt::format("{} {}, {:.2f} s to {:.2f} s", experiment.id, experiment.what, experiment.from, experiment.to));
      text(0, middle + 4, "label", experiment.id);
      const bool fits_after = to + kPadding + width_of(experiment.what) < kRight;
      text(fits_after ? to + kPadding : from - kPadding, middle + 4, fits_after ? "label" : "label before",
           experiment.what);
    }
  }

  void replies() {
    heading("Answers");
    std::map<std::pair<Answer, int>, std::vector<double>> kinds;
    for (const StageResult& stage : report_.stages) {
      for (const Reply& reply : stage.replies) kinds[{reply.answer, reply.status}].push_back(axis_.place(reply.at));
    }
    for (const auto& [which, at] : kinds) row(which.first, kind({.answer = which.first, .status = which.second}), at);
  }

  void row(Answer answer, const std::string& name, const std::vector<double>& at) {
    const auto level = levels(at, kMarkWidth, kMostLevels);
    const auto [style, shape] = mark(answer);
    const double height = std::max(22.0, static_cast<double>(std::ranges::max(level) + 1) * kPitch);
    std::string path;
    for (std::size_t i = 0; i < at.size(); ++i) {
      path += fmt::format("M{:.1f} {:.1f}{}", at[i], y_ + height - kPitch / 2 - static_cast<double>(level[i]) * kPitch,
                          shape);
    }
    add(svg_, "path", {{"class", style}, {"d", path}});
    add(svg_, "path",
        {{"class", style},
         {"d", fmt::format("M0 0{}", shape)},
         {"transform", fmt::format("translate(8 {:.1f}) scale(2)", y_ + height / 2)}});
    text(22, y_ + height / 2 + 4, "label", fmt::format("{} × {}", name, at.size()));
    y_ += height;
    add(grid_, "path", {{"class", "rule"}, {"d", fmt::format("M{} {:.1f}H{}", kGutter, y_ + 3, kRight)}});
    y_ += 8;
  }

  void health() {
    heading("Health of the targets");
    const auto periods = health_periods(report_.stages);
    for (auto lane = periods.begin(); lane != periods.end();) {
      const auto end = std::find_if(lane, periods.end(), [&](const auto& p) { return p.target.id != lane->target.id; });
      y_ += kLane;
      text(0, y_ - kLane / 2 + 4, "label", lane->target.id);
      for (auto period = lane; period != end; ++period) bar(*period);
      for (auto period = lane; period != end; ++period) name(*period, *(period == lane ? period : period - 1));
      lane = end;
    }
  }

  double length(const HealthPeriod& period) const { return axis_.place(period.to) - axis_.place(period.from); }
  static bool fits(const std::string& state, double length) { return width_of(state) + 2 * kPadding < length; }

  void bar(const HealthPeriod& period) {
    const std::string& state = period.target.state;
    const double height = state == "gone" ? 2 : state == "draining" ? kBar / 2 : kBar;
    const auto rectangle = add(svg_, "rect",
                               {{"class", "bar " + state},
                                {"x", number(axis_.place(period.from))},
                                {"y", number(y_ - kLane / 2 - height / 2)},
                                {"width", number(std::max(kLeastBar, length(period)))},
                                {"height", number(height)}});
    add(rectangle, "title", {},
        fmt::format("{} {} {}, {:.2f} s to {:.2f} s", period.target.id, state, period.target.reason, period.from,
                    period.to));
  }

  // In the bar, or with an arrow in the one before it, which then has to have room for both names.
  void name(const HealthPeriod& period, const HealthPeriod& before) {
    const std::string& state = period.target.state;
    const double x = axis_.place(period.from), base = y_ - kLane / 2 + 4;
    if (fits(state, length(period))) {
      text(x + kPadding, base, "label on-" + state, state);
    } else if (fits(state, length(before) / 2)) {
      text(x - kPadding, base, "label before on-" + before.target.state, state + " →");
    }
  }

  // What lies behind all rows: the stages' bands, the moments of the changes, and the seconds.
  void ground() {
    y_ += 8;
    for (std::size_t i = 0; i < report_.stages.size(); ++i) {
      const bool last = i + 1 == report_.stages.size();
      const double x = axis_.place(report_.stages[i].began);
      const double end = last ? kRight : axis_.place(report_.stages[i + 1].began);
      add(bands_, "rect",
          {{"class", i % 2 == 0 ? "band" : "band other-band"},
           {"x", number(x)},
           {"y", number(bands_top_)},
           {"width", number(end - x)},
           {"height", number(y_ - bands_top_)}});
    }
    for (const auto& [x, y] : changes_) {
      add(grid_, "path", {{"class", "moment"}, {"d", fmt::format("M{:.1f} {:.1f}V{:.1f}", x, y, y_)}});
    }
    for (const double tick : axis_.ticks()) {
      const double x = axis_.place(tick);
      add(grid_, "path", {{"class", "tick"}, {"d", fmt::format("M{:.1f} {:.1f}V{:.1f}", x, y_, y_ + 5)}});
      text(x, y_ + 18, "label tick-label", fmt::format("{:g} s", tick));
    }
    text(0, y_ + 18, "label", "since the run's start");
    y_ += 26;
  }

  const Report& report_;
  Axis axis_;
  pugi::xml_document document_;
  pugi::xml_node svg_, bands_, grid_;
  std::vector<std::pair<double, double>> changes_;  // the points of their marks
  double bands_top_ = 0;
  double y_ = 0;  // the lower edge of what is drawn so far
};

}  // namespace

std::string timeline(const Report& report) { return report.stages.empty() ? "" : Timeline(report).draw(); }

}  // namespace aws::scenario
