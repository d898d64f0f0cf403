// A command that Systems Manager carries out on instances. It is over when the command has ended everywhere; when its
// time has passed before, the command is cancelled.
#include "base/error.h"
#include "region/fis/actions/document_parameters.h"
#include "region/fis/actions/kinds.h"
#include "region/fis/actions/lasting_action.h"

namespace aws::region::fis {
namespace {

class SendCommand final : public LastingAction {
 public:
  SendCommand(const Task& task, Commands& commands) : LastingAction(task), commands_(commands) {}

  std::vector<Need> needs() const override {
    std::vector<Need> needs{
        {"ssm:SendCommand", task().parameter("documentArn")}, {"ssm:ListCommands", "*"}, {"ssm:CancelCommand", "*"}};
    for (const auto& arn : task().arns) needs.push_back({"ssm:SendCommand", arn});
    return needs;
  }
  void begin() override {
    id_ = commands_.send({.document = task().parameter("documentArn"),
                          .version = task().parameter("documentVersion"),
                          .parameters = document_parameters(task().parameter("documentParameters")).value(),
                          .instance_ids = names_in(task().arns)});
  }
  bool over() override {
    const auto state = commands_.state(id_);
    if (!state.problem.empty()) throw Error("CommandFailed", state.problem);
    return state.ended;
  }
  bool take_back() override {
    if (!id_.empty() && !commands_.state(id_).ended) commands_.cancel(id_);
    return true;
  }

 private:
  Commands& commands_;
  std::string id_;
};

}  // namespace

std::unique_ptr<Action> send_command(const Task& task, const Ports& ports) {
  return std::make_unique<SendCommand>(task, ports.commands);
}

}  // namespace aws::region::fis
