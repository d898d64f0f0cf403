// The operations on parameters: their values, versions, labels and tags. Owned by SsmService; region thread.
#pragma once

#include "contract/handlers.h"
#include "contract/ssm.h"
#include "region/ssm/parameters/parameter_store.h"

namespace aws::region::ssm {

class ParameterService {
 public:
  explicit ParameterService(ParameterStore& parameters) : parameters_(parameters) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ssm::PutParameterResponse put(const contract::Call& call, const aws::ssm::PutParameterRequest& request);
  aws::ssm::GetParameterResponse get(const aws::ssm::GetParameterRequest& request);
  aws::ssm::GetParametersResponse get_several(const aws::ssm::GetParametersRequest& request);
  aws::ssm::GetParametersByPathResponse get_by_path(const aws::ssm::GetParametersByPathRequest& request);
  aws::ssm::GetParameterHistoryResponse history(const aws::ssm::GetParameterHistoryRequest& request);
  aws::ssm::DescribeParametersResponse describe_all(const aws::ssm::DescribeParametersRequest& request);
  aws::ssm::DeleteParameterResponse remove(const aws::ssm::DeleteParameterRequest& request);
  aws::ssm::DeleteParametersResponse remove_several(const aws::ssm::DeleteParametersRequest& request);
  aws::ssm::LabelParameterVersionResponse label(const aws::ssm::LabelParameterVersionRequest& request);
  aws::ssm::UnlabelParameterVersionResponse unlabel(const aws::ssm::UnlabelParameterVersionRequest& request);

  ParameterStore& parameters_;
};

}  // namespace aws::region::ssm
